import { CpuEnsembles } from "../../src/cpu/ensemble/cpuEnsembles.ts";
import { DEFAULT_THEORY_CONFIG } from "../../src/experiments/theory/theoryConfig.ts";
import { openContext } from "../../src/gpu/context.ts";
import { GpuEnsembles } from "../../src/gpu/ensemble/gpuEnsembles.ts";
import type { Ensembles } from "../../src/model/ensemble.ts";
import { ensembleWords } from "../../src/random/ensembleWords.ts";
import { NumpyProcess } from "./numpyProcess.ts";

const { depth, width, sigmaW2 } = DEFAULT_THEORY_CONFIG;
const ROUNDS = 7;
/** Work that takes each about so long is timed, in milliseconds: longer than any clock is coarse. */
const ROUND_MS = 400;
/** Networks that tell how many fill a round. */
const FIRST = 16;

/**
 * Mean squares of ReLU networks, drawn in float32 by numpy's fastest generator, a batch at a time, as large as is fastest
 * of four sizes. Its first line is numpy's version; for each line, a number of networks, it answers with milliseconds.
 */
const PROGRAM = `
import sys, time
import numpy as np
depth, width, scale = ${depth}, ${width}, np.float32(np.sqrt(${sigmaW2} / ${width}))
rng = np.random.default_rng(0)

def run(networks, batch):
    start = time.perf_counter()
    weights = np.empty((batch, width, width), dtype=np.float32)
    for first in range(0, networks, batch):
        count = min(batch, networks - first)
        own = weights[:count]
        h = np.ones((count, width, 1), dtype=np.float32)
        for layer in range(depth):
            rng.standard_normal(out=own, dtype=np.float32)
            h = np.maximum(np.matmul(own, h) * scale, 0)
            (h * h).mean(axis=(1, 2))
    return (time.perf_counter() - start) * 1e3

batch = min((4, 16, 64, 256), key=lambda size: min(run(max(size, 32), size) / max(size, 32) for _ in range(2)))
print(np.__version__, flush=True)
for line in sys.stdin:
    print(run(int(line), batch), flush=True)
`;

/** Runs so many networks; the milliseconds they took. */
type Contestant = (networks: number) => Promise<number>;

function ours(ensembles: Ensembles, gradient: boolean): Contestant {
  return async (networks) => {
    const start = performance.now();
    const config = { ...DEFAULT_THEORY_CONFIG, networks };
    await ensembles.run(config, { gradient, onPiece: () => {} });
    return performance.now() - start;
  };
}

/** Networks a second of each, in rounds of all in turn: what else the machine does meets all. */
async function race(contestants: ReadonlyMap<string, Contestant>): Promise<Map<string, number[]>> {
  const counts = new Map<string, number>();
  for (const [name, run] of contestants) {
    await run(FIRST);
    counts.set(name, Math.max(1, Math.round((FIRST * ROUND_MS) / (await run(FIRST)))));
  }
  const rates = new Map([...contestants.keys()].map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, run] of contestants) {
      const count = counts.get(name)!;
      rates.get(name)!.push((1e3 * count) / (await run(count)));
    }
  }
  return rates;
}

/** Lowest, median and highest. */
function spread(values: readonly number[]): [low: number, middle: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!];
}

/** Networks a second of the ensemble, on the GPU and in float64, against numpy on one thread in the same run. */
export async function benchEnsemble(gpu: GPU): Promise<string[]> {
  const context = (await openContext(gpu))!;
  const ensembles = new GpuEnsembles(context);
  const cpu = new CpuEnsembles(ensembleWords);
  const numpy = await NumpyProcess.open(PROGRAM);
  const contestants = new Map<string, Contestant>([
    ["GPU, the signal", ours(ensembles, false)],
    ["GPU, and the gradient", ours(ensembles, true)],
    ["float64, the signal", ours(cpu, false)],
    ["float64, and the gradient", ours(cpu, true)],
  ]);
  if (numpy !== null) {
    const ask: Contestant = async (networks) => Number(await numpy.ask(String(networks)));
    contestants.set(`numpy ${numpy.version}, the signal`, ask);
  }
  const rates = await race(contestants);
  numpy?.close();
  ensembles.destroy();
  const theirs = numpy === null ? null : rates.get(`numpy ${numpy.version}, the signal`)!;
  const rows = [...rates].map(([name, own]) => {
    const [low, middle, high] = spread(own);
    const rate = `${middle.toFixed(1).padStart(9)} networks/s  (${low.toFixed(1)} to ${high.toFixed(1)})`;
    const ratio = theirs === null ? NaN : spread(own.map((value, round) => value / theirs[round]!))[1];
    return `${name.padEnd(26)} ${rate}${theirs === null || theirs === own ? "" : `  ${ratio.toFixed(2)} of numpy's`}`;
  });
  context.destroy();
  return [
    `ReLU, depth ${depth}, width ${width}, one input; ${context.info.adapter}${context.info.software ? " (software)" : ""}`,
    ...rows,
    ...(numpy === null ? ["numpy                      not measured: no python3 with numpy here"] : []),
    `Median of ${ROUNDS} rounds of about ${ROUND_MS} ms each; ratios are of one round's rates, numpy on one thread.`,
  ];
}
