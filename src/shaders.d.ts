/** A shader with its imports folded in, as tools/weslPlugin.ts links it. */
declare module "*.wgsl" {
  const source: string;
  export default source;
}

/** The same for devices that have subgroups. */
declare module "*.wgsl?subgroups" {
  const source: string;
  export default source;
}
