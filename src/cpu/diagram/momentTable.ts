import erf from "@stdlib/math-base-special-erf";
import { type NonlinearityId } from "../../model/nonlinearity.ts";
import { nonlinearityOf, piecewiseSlopes } from "../../model/nonlinearities.ts";
import { gaussian, gaussianHalfLine } from "./halfLine.ts";

/** Lengths q = 2^(j / NODES_PER_OCTAVE - OCTAVES), j = 0 … 2 · OCTAVES · NODES_PER_OCTAVE. */
export const OCTAVES = 48;
export const NODES_PER_OCTAVE = 8;
export const MOMENT_NODES = 2 * OCTAVES * NODES_PER_OCTAVE + 1;
/** The node of q = 1. */
export const NODE_OF_ONE = OCTAVES * NODES_PER_OCTAVE;

/** What the length map and chi1 need of φ, at the nodes. */
export interface MomentTable {
  /** E[φ(√q z)²] / q. */
  readonly gain: Float64Array;
  /** E[φ′(√q z)²]. */
  readonly slope: Float64Array;
}

type Moments = readonly [gain: number, slope: number];

/** The length of node j. */
export function nodeLength(j: number): number {
  return 2 ** (j / NODES_PER_OCTAVE - OCTAVES);
}

/** Tabulates φ's moments: in closed form where φ bends elsewhere than at 0 or waves, else by quadrature on each side of 0. */
export function momentTable(id: NonlinearityId): MomentTable {
  const momentsAt = momentsOf(id);
  const [gain, slope] = [new Float64Array(MOMENT_NODES), new Float64Array(MOMENT_NODES)];
  for (let j = 0; j < MOMENT_NODES; j += 1) [gain[j], slope[j]] = momentsAt(nodeLength(j));
  return { gain, slope };
}

function momentsOf(id: NonlinearityId): (q: number) => Moments {
  const slopes = piecewiseSlopes(id);
  if (slopes !== null) {
    const meanSquare = (slopes[0] ** 2 + slopes[1] ** 2) / 2;
    return () => [meanSquare, meanSquare];
  }
  if (id === "sine") return (q) => [-Math.expm1(-2 * q) / (2 * q), (1 + Math.exp(-2 * q)) / 2];
  if (id === "hardtanh") return hardtanhMoments;
  return quadrature(id);
}

/** E[min(q z², 1)] / q and P(q z² < 1). */
function hardtanhMoments(q: number): Moments {
  const edge = 1 / Math.sqrt(q);
  const within = erf(edge / Math.SQRT2);
  return [within - 2 * edge * gaussian(edge) + (1 - within) / q, within];
}

function quadrature(id: NonlinearityId): (q: number) => Moments {
  const phi = nonlinearityOf(id);
  const { points, weights } = gaussianHalfLine(2 ** -(OCTAVES / 2));
  return (q) => {
    const root = Math.sqrt(q);
    let [gain, slope] = [0, 0];
    points.forEach((z, k) => {
      const x = root * z;
      gain += weights[k]! * (phi.value(x) ** 2 + phi.value(-x) ** 2);
      slope += weights[k]! * (phi.derivative(x) ** 2 + phi.derivative(-x) ** 2);
    });
    return [gain / q, slope];
  };
}
