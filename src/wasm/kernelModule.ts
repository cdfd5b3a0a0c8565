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
  // oxfmt-ignore
  multiply(
    a: Address, b: Address, c: Address, stride: number, rows: number, k: number, panels: number,
  ): void;
}

/** A function that swizzles in a relaxed way: valid where there is relaxed SIMD. */
// oxfmt-ignore
const RELAXED_PROBE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0,
  65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
);

/** True where this JavaScript engine has relaxed SIMD, whose multiply-add may be one operation. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/** The kernels' bytes: of the two builds only the one that is used is loaded. */
async function bytesOf(relaxed: boolean): Promise<Uint8Array<ArrayBuffer>> {
  if (relaxed) return (await import("./relaxedKernels.ts")).relaxedKernels;
  return (await import("./plainKernels.ts")).plainKernels;
}

async function compile(relaxed: boolean): Promise<WebAssembly.Module> {
  const bytes = await bytesOf(relaxed);
  if (!WebAssembly.validate(bytes)) throw new Error("This browser has no WebAssembly SIMD: use a newer one.");
  return WebAssembly.compile(bytes);
}

/**
 * The kernels with a memory of their own, compiled once a thread. Rejects with an Error that says so where the
 * JavaScript engine has no WebAssembly SIMD.
 */
export async function openKernelModule(relaxed = hasRelaxedSimd()): Promise<KernelModule> {
  const module = compiled.get(relaxed) ?? compile(relaxed);
  compiled.set(relaxed, module);
  const instance = await WebAssembly.instantiate(await module);
  return instance.exports as unknown as KernelModule;
}
