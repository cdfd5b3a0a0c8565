import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { float32Rounding } from "../../src/cpu/training/float32Rounding.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { type LayerParameters, LOSSES, OPTIMIZERS, type TrainingSetup } from "../../src/model/training.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { randomStart, trainingSetup } from "../support/trainingSetups.ts";

/** For each layer, input first, which unit each unit is a copy of: itself, or one before it. */
type Originals = readonly (readonly number[])[];

/** The start in which each unit has its original's incoming weights, bias and outgoing weights. */
function withCopies(start: readonly LayerParameters[], originals: Originals): LayerParameters[] {
  return start.map(({ weight, bias }, index) => {
    const [below, own] = [originals[index]!, originals[index + 1]!];
    const fanIn = below.length;
    return {
      weight: weight.map((_, at) => weight[own[Math.floor(at / fanIn)]! * fanIn + below[at % fanIn]!]!),
      bias: bias.map((_, unit) => bias[own[unit]!]!),
    };
  });
}

/** Copies in hidden layers: all of unit 0, or of any unit before. Inputs and outputs are each their own. */
function drawOriginals(sizes: readonly number[], random: NumpyLegacy): number[][] {
  return sizes.map((size, layer) => {
    const hidden = layer > 0 && layer < sizes.length - 1;
    const allEqual = random.random() < 0.5;
    const originals: number[] = [];
    for (let unit = 0; unit < size; unit += 1) {
      const before = Math.floor(random.random() * (unit + 1));
      originals.push(hidden ? (allEqual ? 0 : (originals[before] ?? unit)) : unit);
    }
    return originals;
  });
}

function setupOf(activation: NonlinearityId, seed: number): { setup: TrainingSetup; originals: Originals } {
  const random = new NumpyLegacy(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random.random() * values.length)]!;
  const hidden = Array.from({ length: 1 + Math.floor(random.random() * 3) }, () => 1 + Math.floor(random.random() * 9));
  const sizes = [2, ...hidden, 1 + Math.floor(random.random() * 4)];
  const originals = drawOriginals(sizes, random);
  const wishes = {
    sizes,
    activation,
    optimizer: pick(OPTIMIZERS),
    loss: pick(LOSSES),
    batchSize: pick([null, 3, 7]),
    learningRate: 0.05,
    examples: 16,
    start: withCopies(randomStart(sizes, seed), originals),
  };
  return { setup: trainingSetup(wishes), originals };
}

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);

describe.each(NONLINEARITY_IDS)("equal units of %s", (activation) => {
  it("stay equal to the last bit, in random architectures, whatever trains them", async () => {
    for (const seed of SEEDS) {
      const { setup, originals } = setupOf(activation, seed);
      const { parameters } = (await trainingCourse(new CpuTrainers(), setup, 8)).state;
      expect(parameters, `seed ${seed}, ${setup.network.sizes.join()}`).toEqual(withCopies(parameters, originals));
      const moved = setup.start.some(({ bias }, layer) => bias.some((b, unit) => b !== parameters[layer]!.bias[unit]));
      expect(moved).toBe(true);
    }
  });

  it("stay equal under rounding errors, which are the same for equal numbers", async () => {
    const { setup, originals } = setupOf(activation, 3);
    const { parameters } = (await trainingCourse(new CpuTrainers(float32Rounding(1)), setup, 8)).state;
    expect(parameters).toEqual(withCopies(parameters, originals));
    expect(parameters).not.toEqual((await trainingCourse(new CpuTrainers(), setup, 8)).state.parameters);
  });
});

it("draws copies that are not all of one unit, and not all their own", () => {
  const counts = SEEDS.flatMap((seed) => setupOf("tanh", seed).originals.slice(1, -1)).map((units) => [
    units.length,
    new Set(units).size,
  ]);
  expect(counts.some(([units, distinct]) => distinct! > 1 && distinct! < units!)).toBe(true);
  expect(counts.some(([units, distinct]) => distinct === 1 && units! > 4)).toBe(true);
});
