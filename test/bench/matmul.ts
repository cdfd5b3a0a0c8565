import { median, medianRatio } from "../../src/bench/median.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { candidates, machineOf } from "../../src/gpu/matmul/choice.ts";
import { GpuMatmul } from "../../src/gpu/matmul/gpuMatmul.ts";
import type { MatmulShape } from "../../src/gpu/matmul/matmulParts.ts";
import { type MatmulVariant, variantName } from "../../src/gpu/matmul/variant.ts";

const cube = (side: number): MatmulShape => ({ m: side, k: side, n: side });

/** Shapes, and how many rounds each is timed. */
const PLANS: readonly (readonly [MatmulShape, rounds: number])[] = [
  [cube(256), 15],
  [{ m: 80, k: 80, n: 1000 }, 15],
  [cube(512), 7],
  [cube(1024), 3],
];

/** One timing lasts at least about so long, that the queue's own time does not count. */
const BATCH_MS = 20;

interface Entrant {
  readonly name: string;
  readonly compileMs: number;
  readonly product: GpuMatmul;
  readonly times: number[];
}

/** Each variant on each shape, all taking turns: median GFLOP/s, and the median of the rounds' own ratios to the first. */
export async function benchMatmul(gpu: GPU, variants?: readonly MatmulVariant[]): Promise<string[]> {
  const context = (await openContext(gpu))!;
  const lines: string[] = [];
  for (const [shape, rounds] of PLANS) {
    lines.push(`${shape.m}×${shape.k}×${shape.n}`);
    lines.push(...(await race(context, variants ?? candidates(machineOf(context)), shape, rounds)));
  }
  context.destroy();
  return lines;
}

async function race(
  context: GpuContext,
  variants: readonly MatmulVariant[],
  shape: MatmulShape,
  rounds: number,
): Promise<string[]> {
  const [a, b] = [shape.m * shape.k, shape.k * shape.n].map((count) => new Float32Array(count).fill(0.5));
  const entrants: Entrant[] = [];
  for (const variant of variants) {
    const start = performance.now();
    const product = await GpuMatmul.prepare(context, shape, a!, b!, { variant });
    entrants.push({ name: variantName(variant), compileMs: performance.now() - start, product, times: [] });
  }
  for (const { product } of entrants) await product.run();
  for (let round = 0; round < rounds; round += 1) {
    for (const { product, times } of entrants) {
      const once = times.length === 0 ? await timed(product, 1) : times.at(-1)!;
      times.push(await timed(product, Math.max(1, Math.round(BATCH_MS / once))));
    }
  }
  const gflop = (2 * shape.m * shape.k * shape.n) / 1e9;
  const first = entrants[0]!.times;
  const rows = entrants.map(({ name, compileMs, times }) => {
    const ratio = 1 / medianRatio(times, first);
    const [middle, best] = [gflop / (median(times) / 1e3), gflop / (Math.min(...times) / 1e3)];
    return `  ${name.padEnd(40)} ${middle.toFixed(2)} GFLOP/s, best ${best.toFixed(2)}, ${ratio.toFixed(2)} × the first, ready in ${compileMs.toFixed(0)} ms`;
  });
  for (const { product } of entrants) product.destroy();
  return rows;
}

async function timed(product: GpuMatmul, times: number): Promise<number> {
  const start = performance.now();
  await product.run(times);
  return (performance.now() - start) / times;
}
