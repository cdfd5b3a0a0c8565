import { drawNotebookNetwork } from "../../src/experiments/notebookNetwork.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { FRAMEWORKS } from "../../src/model/initializer.ts";
import { drawNow } from "../../src/random/drawing.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { openStream } from "../../src/random/stream.ts";
import { NumpyProcess } from "./numpyProcess.ts";
import { timed } from "./timing.ts";

const { depth, width, samples } = DEFAULT_SIGNAL_CONFIG;

/** Weights and inputs of the flagship. */
const COUNT = 2 * width + (depth - 1) * width ** 2 + samples;
const ROUNDS = 41;
const WARM_UPS = 5;

/** Draws once for every line it is sent, and answers with the milliseconds; its first line is numpy's version. */
const PROGRAM = `
import sys, time
import numpy as np
print(np.__version__, flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    np.random.RandomState(0).standard_normal(int(line))
    print((time.perf_counter() - start) * 1e3, flush=True)
`;

function drawOurs(): number {
  const start = performance.now();
  new NumpyLegacy(0).fillNormal(new Float64Array(COUNT));
  return performance.now() - start;
}

/** Rounds of one draw each, the first of them ours and numpy's in turn: what else the machine does meets both. */
async function compareWithNumpy(): Promise<string[]> {
  const numpy = await NumpyProcess.open(PROGRAM);
  const rounds: { ours: number; theirs: number }[] = [];
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    const oursFirst = round % 2 === 0;
    let ours = oursFirst ? drawOurs() : NaN;
    const theirs = Number((await numpy?.ask(String(COUNT))) ?? NaN);
    if (!oursFirst) ours = drawOurs();
    if (round >= 0) rounds.push({ ours, theirs });
  }
  numpy?.close();
  const ours = row("NumpyLegacy, ours", spread(rounds.map((round) => round.ours)));
  if (numpy === null) return [ours, "numpy                              not measured: no python3 with numpy here"];
  const [low, middle, high] = spread(rounds.map((round) => round.ours / round.theirs));
  return [
    ours,
    row(`numpy ${numpy.version}, RandomState`, spread(rounds.map((round) => round.theirs))),
    `ours / numpy, median of ${ROUNDS} rounds' ratios: ${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}); ` +
      `3 at most: ${middle <= 3 ? "met" : "MISSED"}`,
  ];
}

/** Every framework's normal and uniform numbers, and the flagship drawn with pauses as the page does. */
async function timeOthers(): Promise<string[]> {
  const rows: string[] = [];
  const time = async (name: string, work: () => unknown): Promise<void> => {
    const { lowest, median, highest } = await timed(7, async () => work());
    rows.push(row(name, [lowest, median, highest]));
  };
  await time("flagship with pauses, ours", () => drawNotebookNetwork(DEFAULT_SIGNAL_CONFIG));
  for (const framework of FRAMEWORKS) {
    await time(`${framework} normal`, () => drawNow(openStream(framework, 0).normal(COUNT)));
    await time(`${framework} uniform`, () => drawNow(openStream(framework, 0).uniform(COUNT)));
    if (framework.startsWith("numpy")) continue;
    await time(`${framework} truncated_normal`, () => drawNow(openStream(framework, 0).truncatedNormal(COUNT)));
  }
  return rows;
}

/** Lowest, median and highest. */
function spread(values: readonly number[]): [low: number, middle: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!];
}

function row(name: string, [low, middle, high]: readonly [number, number, number]): string {
  const rate = `${(COUNT / middle / 1e3).toFixed(1)} M/s`.padStart(10);
  return `${name.padEnd(32)} ${middle.toFixed(2).padStart(8)} ms ${rate}  (${low.toFixed(2)} to ${high.toFixed(2)} ms)`;
}

/** Times the flagship's Gaussians against numpy's own draw of as many, in one run, and the other generators. */
export async function benchDraws(): Promise<string[]> {
  return [`${COUNT} numbers a draw`, ...(await compareWithNumpy()), "", ...(await timeOthers())];
}
