/** A shader with its imports folded in, as tools/weslPlugin.ts links it. */
declare module "*.wgsl" {
  const source: string;
  export default source;
}
