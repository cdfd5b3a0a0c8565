/** C = A B : (m, k) · (k, n) → (m, n), float32. */
export interface MatmulWork {
  readonly kind: "matmul";
  readonly id: string;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** The notebook's network, its statistics by layer: forward, or there and back. ReLU, weight variance 2 / width. */
export interface SignalWork {
  readonly kind: "signal";
  readonly id: string;
  readonly depth: number;
  readonly width: number;
  readonly samples: number;
  /** Examples of the backward pass; 0 where only the forward pass is timed. */
  readonly gradientSamples: number;
}

/** One piece of work that implementations are timed on. */
export type Work = MatmulWork | SignalWork;

export function matmulWork(m: number, k: number, n: number): MatmulWork {
  return { kind: "matmul", id: m === k && k === n ? `matmul ${m}³` : `matmul ${m}×${k}×${n}`, m, k, n };
}

export const FLAGSHIP_FORWARD: SignalWork = {
  kind: "signal",
  id: "flagship forward",
  depth: 50,
  width: 80,
  samples: 1000,
  gradientSamples: 0,
};

export const FLAGSHIP: SignalWork = { ...FLAGSHIP_FORWARD, id: "flagship", gradientSamples: 100 };

/** What the targets in BENCHMARKS.md are about. */
export const TARGET_WORKS: readonly Work[] = [
  matmulWork(1024, 1024, 1024),
  matmulWork(80, 80, 1000),
  matmulWork(256, 256, 256),
  FLAGSHIP_FORWARD,
  FLAGSHIP,
];

/** Floating-point operations of the products in the work; a multiplication and an addition count as two. */
export function workFlop(work: Work): number {
  if (work.kind === "matmul") return 2 * work.m * work.k * work.n;
  const { depth, width, samples, gradientSamples } = work;
  const oneWay = 2 * (width + (depth - 1) * width ** 2);
  return oneWay * (samples + 2 * gradientSamples);
}
