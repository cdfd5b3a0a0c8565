import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { type LayerParameters, LOSSES, type TrainingSetup } from "../../src/model/training.ts";
import { randomStart, trainingSetup } from "../support/trainingSetups.ts";

const SIZES = [2, 5, 4, 3];
/** 2^-17, between the two errors of a difference: its own, of h²/6 third derivatives, and the loss's rounding over h. */
const STEP = 2 ** -17;

interface Layer {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

function copyOf(layers: readonly LayerParameters[]): Layer[] {
  return layers.map(({ weight, bias }) => ({ weight: Float64Array.from(weight), bias: Float64Array.from(bias) }));
}

async function lossOf(setup: TrainingSetup, start: readonly Layer[]): Promise<number> {
  return (await (await new CpuTrainers().start({ ...setup, start })).state()).loss;
}

/** The gradient is what one step of descent with learning rate 1 takes away. */
async function parametersAfterStep(setup: TrainingSetup): Promise<readonly LayerParameters[]> {
  const run = await new CpuTrainers().start(setup);
  await run.advance(1);
  return (await run.state()).parameters;
}

/**
 * d loss / d value by central differences, with what the difference may be off: its first error term, which a second
 * difference of twice the step shows (three times over), and the rounding of the loss, of 64 operations, over the step.
 */
async function difference(setup: TrainingSetup, layers: readonly Layer[], values: Float64Array, index: number) {
  const original = values[index]!;
  const central = async (step: number): Promise<number> => {
    values[index] = original + step;
    const above = await lossOf(setup, layers);
    values[index] = original - step;
    const below = await lossOf(setup, layers);
    values[index] = original;
    return (above - below) / (2 * step);
  };
  const [slope, wide] = [await central(STEP), await central(2 * STEP)];
  const rounding = (64 * 2 ** -53 * (await lossOf(setup, layers))) / STEP;
  return { slope, bound: Math.abs(wide - slope) + rounding };
}

const CASES = NONLINEARITY_IDS.flatMap((activation) => LOSSES.map((loss) => [activation, loss] as const));

describe.each(CASES)("%s under %s", (activation, loss) => {
  it("has the gradients of finite differences in every parameter", async () => {
    const setup = trainingSetup({
      sizes: SIZES,
      activation,
      outputActivation: activation,
      loss,
      examples: 4,
      learningRate: 1,
      start: copyOf(randomStart(SIZES, 31)),
    });
    const layers = copyOf(setup.start);
    const after = await parametersAfterStep(setup);
    for (const [layer, parameters] of layers.entries()) {
      for (const kind of ["weight", "bias"] as const) {
        for (const [index, before] of parameters[kind].entries()) {
          const gradient = before - after[layer]![kind][index]!;
          const { slope, bound } = await difference(setup, layers, parameters[kind], index);
          // A kink within the step would show as a bound of the size of the gradient itself.
          expect(bound).toBeLessThan(1e-7);
          // Half a unit in the last place of a number below 4, from the step's subtraction.
          const error = Math.abs(gradient - slope);
          expect(!(error <= bound + 2 ** -52), `${kind} ${index} of layer ${layer}: ${gradient}, ${slope}`).toBe(false);
        }
      }
    }
  });
});
