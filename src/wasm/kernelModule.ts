// oxlint-disable import/default -- The plugin makes the default export.
import plainBytes from "./assembly/index.ts?wasm";
import relaxedBytes from "./assembly/index.ts?wasm&relaxed";
// oxlint-enable import/default

/** An address in a module's memory, or a count; both are whole numbers below 2^31. */
type Address = number;

/**
 * The kernels of src/wasm/assembly, where each is described. Matrices lie in panels (see assembly/layout.ts) at
 * addresses that Arena gives; nothing is checked there.
 */
export interface KernelModule {
  readonly memory: WebAssembly.Memory;
  heapBase(): Address;
  // oxfmt-ignore
  affine(
    weight: Address, h: Address, hFrames: Address, z: Address, zFrames: Address,
    fanOut: number, fanIn: number, panels: number, high: number, low: number, exponent: number,
  ): void;
  // oxfmt-ignore
  addBias(
    bias: Address, exponent: number, z: Address, zFrames: Address,
    fanOut: number, panels: number, scratch: Address,
  ): void;
  // oxfmt-ignore
  activate(
    phi: number, z: Address, zFrames: Address, h: Address, hFrames: Address,
    units: number, examples: number, statistics: Address, scratch: Address,
  ): void;
  // oxfmt-ignore
  lossGradient(
    output: Address, outputFrames: Address, target: Address, targetFrames: Address,
    gradient: Address, gradientFrames: Address,
    outputs: number, examples: number, statistics: Address, scratch: Address,
  ): void;
  // oxfmt-ignore
  gradActivation(
    weight: Address, gradZ: Address, gradZFrames: Address, gradH: Address, gradHFrames: Address,
    fanOut: number, fanIn: number, panels: number, high: number, low: number, exponent: number,
  ): void;
  // oxfmt-ignore
  gradPreactivation(
    phi: number, gradH: Address, gradHFrames: Address, z: Address, zFrames: Address,
    gradZ: Address, gradZFrames: Address,
    units: number, examples: number, statistics: Address, scratch: Address,
  ): void;
  // oxfmt-ignore
  addGradWeight(
    gradZ: Address, gradZFrames: Address, h: Address, hFrames: Address, sum: Address, sumFrame: Address,
    fanOut: number, fanIn: number, panels: number, scratch: Address,
  ): void;
  // oxfmt-ignore
  finishPanels(
    values: Address, frames: Address, units: number, columns: number, statistics: Address, scratch: Address,
  ): void;
}

/** True where this JavaScript engine has relaxed SIMD, whose multiply-add may be one operation. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(relaxedBytes);
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/**
 * The kernels with a memory of their own, compiled once a thread. Rejects with an Error that says so where the
 * JavaScript engine has no WebAssembly SIMD.
 */
export async function openKernelModule(relaxed = hasRelaxedSimd()): Promise<KernelModule> {
  if (!WebAssembly.validate(plainBytes)) throw new Error("This browser has no WebAssembly SIMD: use a newer one.");
  if (!compiled.has(relaxed)) compiled.set(relaxed, WebAssembly.compile(relaxed ? relaxedBytes : plainBytes));
  const instance = await WebAssembly.instantiate(await compiled.get(relaxed)!);
  return instance.exports as unknown as KernelModule;
}
