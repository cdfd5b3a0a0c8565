import type { Network } from "../../src/model/network.ts";
import type { NonlinearityId } from "../../src/model/nonlinearity.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";

/** Normals of a seed. */
export function normals(seed: number, count: number): Float64Array {
  const values = new Float64Array(count);
  new NumpyLegacy(seed).fillNormal(values);
  return values;
}

/** A network with seeded weights of variance `gain` / fanIn, and biases of standard deviation 0.3 where asked for. */
export function randomNetwork(
  sizes: readonly number[],
  nonlinearity: NonlinearityId,
  { gain = 2, biases = false, seed = 1 } = {},
): Network {
  const fanOuts = sizes.slice(1);
  return {
    sizes,
    nonlinearity,
    weights: fanOuts.map((fanOut, layer) => normals(seed + layer, fanOut * sizes[layer]!)),
    weightStd: fanOuts.map((_, layer) => Math.sqrt(gain / sizes[layer]!)),
    biases: biases ? fanOuts.map((fanOut, layer) => normals(seed + 1000 + layer, fanOut).map((b) => 0.3 * b)) : null,
  };
}
