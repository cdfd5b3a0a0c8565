import type { DataSet } from "../experiments/training/data/dataSet.ts";
import { makeData } from "../experiments/training/data/makeData.ts";
import { tableData } from "../experiments/training/data/tableData.ts";
import { trainingSetup } from "../experiments/training/setup.ts";
import { drawStart, withNoise } from "../experiments/training/start.ts";
import { type TrainReport, trainNetwork } from "../experiments/training/train.ts";
import { assertStart, assertTrainingConfig } from "../experiments/training/trainingChecks.ts";
import type { LayerParameters } from "../model/training.ts";
import { readFlags } from "./flags.ts";
import { type CommandResult, EXIT, type Machine, NO_ADAPTER } from "./machine.ts";
import { readTableFile, readWeightsFile } from "./trainFiles.ts";
import { readRequest, TRAIN_FLAGS, TRAIN_HELP, type TrainRequest } from "./trainFlags.ts";
import { trainJson, trainText, updates } from "./trainOutput.ts";

/** Reads the flags and files, trains on the engine asked for and no other, and prints what became of the network. */
export async function trainCommand(words: readonly string[], machine: Machine): Promise<CommandResult> {
  const given = readFlags(words, TRAIN_FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: TRAIN_HELP, stderr: "" };
  const request = readRequest(given);
  const { config, iterations } = request;
  const { dataSet, notes } = await loadData(request);
  const setup = trainingSetup(config, dataSet, await loadStart(request));
  const opened = await machine.openTrainers(config.engine);
  if (opened === null) return { exitCode: EXIT.noAdapter, stdout: "", stderr: `${NO_ADAPTER}\n` };
  const { trainers, note } = opened;
  try {
    const report = await trainNetwork(trainers, setup, iterations, dataSet.classes);
    const broken = brokenSentence(report, config.learningRate);
    const said = [note, ...notes, broken].filter((sentence) => sentence !== null);
    return {
      exitCode: report.brokenAt === null ? EXIT.done : EXIT.failed,
      stdout: names.includes("json") ? trainJson(report) : trainText(report, describe(request, dataSet)),
      stderr: said.map((sentence) => `${sentence}\n`).join(""),
    };
  } finally {
    opened.close();
  }
}

/** Data made from the seed or a person's own; checks the configuration against them. */
async function loadData({
  config,
  start,
  dataFile,
  startFile,
}: TrainRequest): Promise<{ readonly dataSet: DataSet; readonly notes: readonly string[] }> {
  const { loss, layers, framework, seed, samples, noise } = config;
  const outputs = layers.at(-1)!;
  const table = dataFile === null ? null : await readTableFile(dataFile);
  assertTrainingConfig(
    config,
    table === null ? undefined : { features: table.features.length, examples: table.examples },
  );
  if (startFile === null) assertStart(framework, start);
  if (table !== null) {
    const { dataSet, notes } = tableData(table, loss, outputs);
    return { dataSet, notes: [...notes, ...reachNote(dataSet, config)] };
  }
  return { dataSet: makeData(config.data, { samples, noise, seed, classes: outputs }), notes: [] };
}

/** What to say where a standardised target, which takes either sign, is learned by an output that cannot follow it. */
function reachNote({ values }: DataSet, { outputActivation }: TrainRequest["config"]): string[] {
  if (values === undefined || REACHES_ALL.includes(outputActivation)) return [];
  return [`An output through ${outputActivation} cannot reach every number of the target: identity can.`];
}

const REACHES_ALL: readonly string[] = ["identity", "leaky_relu"];

async function loadStart({ config, start, startFile }: TrainRequest): Promise<LayerParameters[]> {
  if (startFile === null) return drawStart(config, start);
  return withNoise(config, start, await readWeightsFile(startFile, config.layers));
}

function describe({ config, start, dataFile, startFile }: TrainRequest, { examples }: DataSet): string {
  const { layers, activation, outputActivation, loss, optimizer, learningRate, batchSize, framework, seed } = config;
  const value = start.initializer === "constant" ? ` ${start.value ?? 0}` : "";
  const from = startFile ?? `${framework} ${start.initializer}${value}`;
  const noise = start.epsilon === 0 ? "" : ` + ${start.epsilon} normal`;
  const batches = batchSize === null ? "" : ` in batches of ${batchSize}`;
  return (
    `layers ${layers.join()}, ${activation}, output ${outputActivation}, ${loss}, ${optimizer} ${learningRate}\n` +
    `${dataFile ?? config.data}, ${examples} examples${batches}, start ${from}${noise}, seed ${seed}`
  );
}

/** What to say of a training that broke; null where it did not. */
function brokenSentence({ brokenAt, iteration }: TrainReport, learningRate: number): string | null {
  if (brokenAt === null) return null;
  if (brokenAt === 0) {
    return (
      "The loss or a weight is no finite number, or beyond 2^100, before any update: start with smaller weights, or " +
      "take smaller data."
    );
  }
  return (
    `The loss or a weight, or what the optimizer keeps of one, is no finite number, or beyond 2^100, after update ${brokenAt}: ` +
    `the weights are those after ${updates(iteration)}, the last that were finite. ` +
    `Take a learning rate below ${learningRate}, or smaller weights.`
  );
}
