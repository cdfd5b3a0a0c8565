import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { weightOf } from "../../src/cpu/passes.ts";
import { statisticsOf } from "../../src/cpu/statistics.ts";
import { type Network, depthOf, layerCount } from "../../src/model/network.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { type ScaledMatrix, log10Of, toNumber } from "../../src/model/scaled.ts";
import { matrixOf, normals, numbersOf } from "../support/matrices.ts";

const SIZES = [2, 5, 4, 2];
const EXAMPLES = 3;
const INPUTS = normals(SIZES[0]! * EXAMPLES, 101);
const TARGETS = normals(SIZES.at(-1)! * EXAMPLES, 102);
const KINKS = [-1, 0, 1];
/** 2^-17: exact to add to a weight of about 1, and between the two errors of a difference. */
const STEP = 2 ** -17;

function networkOf(nonlinearity: NonlinearityId, seed: number): Network {
  const layers = SIZES.slice(1).map((fanOut, index) => ({ fanOut, fanIn: SIZES[index]! }));
  return {
    sizes: SIZES,
    nonlinearity,
    weights: layers.map(({ fanOut, fanIn }, index) => normals(fanOut * fanIn, seed + index)),
    weightStd: [0.75, 0.5, 1.25],
    biases: layers.map(({ fanOut }, index) => normals(fanOut, seed + 10 + index).map((value) => value / 4)),
  };
}

/** The forward and backward pass, kernel by kernel, with every matrix kept. */
async function gradients(network: Network) {
  const kernels = new CpuKernels();
  const input = matrixOf([[...INPUTS.subarray(0, EXAMPLES)], [...INPUTS.subarray(EXAMPLES)]]);
  const activations: ScaledMatrix[] = [input];
  const preactivations: ScaledMatrix[] = [];
  for (let index = 0; index < layerCount(network); index += 1) {
    const z = await kernels.affine(weightOf(network, index), activations[index]!, network.biases![index]!);
    preactivations.push(z);
    activations.push(await kernels.activate(network.nonlinearity, z));
  }
  const { gradient, loss } = await kernels.lossGradient(preactivations.at(-1)!, TARGETS);
  const gradPreactivation: ScaledMatrix[] = [];
  gradPreactivation[depthOf(network)] = gradient;
  for (let index = depthOf(network) - 1; index >= 0; index -= 1) {
    const hidden = await kernels.gradActivation(weightOf(network, index + 1), gradPreactivation[index + 1]!);
    gradPreactivation[index] = await kernels.gradPreactivation(network.nonlinearity, hidden, preactivations[index]!);
  }
  const gradWeight = await Promise.all(
    gradPreactivation.map((grad, index) => kernels.gradWeight(grad, activations[index]!)),
  );
  return { loss: toNumber(loss)!, preactivations, gradPreactivation, gradWeight };
}

async function lossOf(network: Network): Promise<number> {
  return toNumber((await new CpuEngine().backwardStatistics(network, INPUTS, TARGETS)).loss)!;
}

/**
 * d loss / d value by central differences, with what the difference may be off: its first error term, which a second
 * difference of twice the step shows (three times over), and the rounding of the loss, of 64 operations, over the step.
 */
async function difference(network: Network, values: Float64Array, index: number) {
  const original = values[index]!;
  const central = async (step: number): Promise<number> => {
    values[index] = original + step;
    const above = await lossOf(network);
    values[index] = original - step;
    const below = await lossOf(network);
    values[index] = original;
    return (above - below) / (2 * step);
  };
  const [slope, wide] = [await central(STEP), await central(2 * STEP)];
  const rounding = (64 * 2 ** -53 * (await lossOf(network))) / STEP;
  return { slope, bound: Math.abs(wide - slope) + rounding };
}

describe.each(NONLINEARITY_IDS)("gradients of %s against finite differences", (nonlinearity) => {
  it("has no preactivation near a kink", async () => {
    const { preactivations } = await gradients(networkOf(nonlinearity, 7));
    const all = preactivations.slice(0, -1).flatMap((z) => numbersOf(z).flat());
    // A change of 2^-16 in a weight moves a preactivation by less than a hundred of it here.
    const nearest = Math.min(...all.flatMap((z) => KINKS.map((kink) => Math.abs(z - kink))));
    expect(nearest).toBeGreaterThan(100 * 2 * STEP);
  });

  it("of the weights", async () => {
    const network = networkOf(nonlinearity, 7);
    const { gradWeight } = await gradients(network);
    for (const [layer, weight] of network.weights.entries()) {
      const ours = numbersOf(gradWeight[layer]!).flat();
      for (let index = 0; index < weight.length; index += 1) {
        const { slope, bound } = await difference(network, weight, index);
        // The unit normal is multiplied by std before it is a weight.
        const expected = ours[index]! * network.weightStd[layer]!;
        expect(!(Math.abs(slope - expected) <= bound), `layer ${layer}, ${slope} against ${expected}`).toBe(false);
      }
    }
  });

  it("of the biases, which are the preactivations' summed over examples", async () => {
    const network = networkOf(nonlinearity, 7);
    const { gradPreactivation } = await gradients(network);
    for (const [layer, bias] of network.biases!.entries()) {
      const rows = numbersOf(gradPreactivation[layer]!);
      for (let unit = 0; unit < bias.length; unit += 1) {
        const { slope, bound } = await difference(network, bias, unit);
        const expected = rows[unit]!.reduce((sum, value) => sum + value, 0);
        expect(!(Math.abs(slope - expected) <= bound), `layer ${layer}, ${slope} against ${expected}`).toBe(false);
      }
    }
  });

  it("has the statistics that the engine reports", async () => {
    const network = networkOf(nonlinearity, 7);
    const { loss, gradPreactivation, gradWeight } = await gradients(network);
    const statistics = await new CpuEngine().backwardStatistics(network, INPUTS, TARGETS, { weightGradients: true });
    expect(toNumber(statistics.loss)).toBe(loss);
    expect(statistics.gradPreactivation).toEqual(gradPreactivation.slice(0, -1).map(statisticsOf));
    expect(statistics.gradWeight!.map(({ std }) => log10Of(std))).toEqual(
      gradWeight.map((matrix) => log10Of(statisticsOf(matrix).std)),
    );
  });
});
