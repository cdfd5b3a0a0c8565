/** d3-scale-chromatic comes without types. */
declare module "d3-scale-chromatic";
