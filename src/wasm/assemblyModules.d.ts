/** AssemblyScript as compiled by tools/assemblyPlugin.ts: the bytes of a WebAssembly module. */
declare module "*.ts?wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** The same with relaxed SIMD, for engines that have it. */
declare module "*.ts?wasm&relaxed" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
