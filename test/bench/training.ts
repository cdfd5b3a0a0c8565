import { writeFile } from "node:fs/promises";
import { type Flag, HELP_FLAG, UsageError, describeFlags, readFlags } from "../../src/cli/flags.ts";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { openContext } from "../../src/gpu/context.ts";
import { GpuTrainers } from "../../src/gpu/training/gpuTrainers.ts";
import { refuseUnwritable } from "./jsonPath.ts";
import { type TrainingRace, raceTraining } from "./trainingRace.ts";
import { type TrainingTableRow, trainingTable } from "./trainingTable.ts";

/** TensorFlow.js takes no less than this of our time: what the race is to show. */
const WANTED_RATIO = 10;

const FLAGS: readonly Flag[] = [
  {
    name: "peer-updates",
    help: "updates that TensorFlow.js makes a round, whose time is scaled to 10,000",
    allowed: "a whole number from 50 to 10000, which scales nothing",
    fallback: "200",
  },
  { name: "rounds", help: "rounds in which all take turns", allowed: "a whole number from 3 to 100", fallback: "5" },
  { name: "json", help: "also write what was found there as JSON", allowed: "a file's name" },
  HELP_FLAG,
];

/** What `npm run bench -- training` found. */
interface TrainingBench {
  readonly adapter: string;
  readonly software: boolean;
  readonly date: string;
  readonly race: TrainingRace;
  readonly table: readonly TrainingTableRow[];
}

/** Training on the GPU against TensorFlow.js's loop on the same adapter, and its time by batch and width. */
export async function benchTraining(
  words: readonly string[],
  withGpu: (bench: (gpu: GPU) => Promise<number>) => Promise<number>,
): Promise<number> {
  const given = new Map(readFlags(words, FLAGS));
  if (given.has("help")) {
    console.log(describeFlags(FLAGS));
    return 0;
  }
  const peerUpdates = wholeNumber(given, "peer-updates", 50, 10_000);
  const rounds = wholeNumber(given, "rounds", 3, 100);
  const json = given.get("json") ?? null;
  await refuseUnwritable(json);
  return withGpu(async (gpu) => {
    const found = await measure(gpu, peerUpdates, rounds);
    console.log(textOf(found).join("\n"));
    if (json !== null) await writeFile(json, `${JSON.stringify(found, null, 2)}\n`);
    return 0;
  });
}

function wholeNumber(given: ReadonlyMap<string, string>, name: string, least: number, most: number): number {
  const { fallback, allowed } = FLAGS.find((flag) => flag.name === name)!;
  const text = given.get(name) ?? fallback!;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${name} cannot be ${JSON.stringify(text)}: it must be ${allowed}.`);
}

async function measure(gpu: GPU, peerUpdates: number, rounds: number): Promise<TrainingBench> {
  const context = (await openContext(gpu))!;
  const [ours, float64] = [new GpuTrainers(context), new CpuTrainers()];
  try {
    const race = await raceTraining(gpu, ours, float64, { peerUpdates, rounds });
    const table = await trainingTable(ours, float64, rounds);
    const { adapter, software } = context.info;
    return { adapter, software, date: new Date().toISOString(), race, table };
  } finally {
    context.destroy();
  }
}

function textOf({ adapter, software, race, table }: TrainingBench): string[] {
  const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  return [
    `adapter: ${adapter}${software ? " (software: ratios only)" : ""}`,
    `${race.updates} updates of 2-3-1 on 200 examples, median of ${race.rounds} rounds:`,
    ...race.rows.map(({ name, timedUpdates, medianMs, lowestMs, highestMs, ratio }) => {
      const scaled = timedUpdates === race.updates ? "" : `; ${timedUpdates} updates a round, scaled`;
      return (
        `${name.padEnd(30)} ${ms(medianMs).padStart(8)} ms (${ms(lowestMs)} to ${ms(highestMs)}), ` +
        `${ratio.toPrecision(3)} of WebGPU's time${scaled}`
      );
    }),
    `asked: TensorFlow.js takes ${WANTED_RATIO} times our time or more: ${race.rows[1]!.ratio >= WANTED_RATIO ? "met" : "missed"}`,
    "",
    "ms an update, 3 hidden layers:  batch  width     WebGPU    float64",
    ...table.map(
      ({ batch, width, gpuMs, float64Ms }) =>
        `${String(batch).padStart(37)} ${String(width).padStart(6)} ${ms(gpuMs).padStart(10)} ${ms(float64Ms).padStart(10)}`,
    ),
  ];
}
