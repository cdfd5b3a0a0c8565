/** Colours of one of ColorBrewer's schemes or stops of a continuous scale, as #rrggbb, which tools/palettePlugin.ts brings. */
declare module "palette:*" {
  const colours: readonly string[];
  export default colours;
}
