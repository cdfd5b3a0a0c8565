/** What is used of d3-scale-chromatic, which comes without types. */
declare module "d3-scale-chromatic" {
  /** ColorBrewer's diverging orange to purple, as #rrggbb; index n holds the scheme of n colours, from 3 to 11. */
  export const schemePuOr: readonly (readonly string[])[];
}
