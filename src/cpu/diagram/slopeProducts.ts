import erf from "@stdlib/math-base-special-erf";
import { type NonlinearityId } from "../../model/nonlinearity.ts";
import type { Pacer } from "../../model/pacer.ts";
import { nonlinearityOf, piecewiseSlopes } from "../../model/nonlinearities.ts";
import { NEAR, REACH, STEP, TAIL, gaussian, logarithmicPoints } from "./halfLine.ts";
import { COLUMNS, HIGHEST, LOWEST, ROWS, STEPS, VARIANCES, gridValue, tabulatePairs } from "./pairGrid.ts";
import { SINE_PAIRS } from "./sinePairs.ts";
import { smoothedSlope } from "./smoothedSlopes.ts";

/**
 * ln(E[φ′(u) φ′(v)] / E[φ′(u)²]) for u, v ~ N(0, q) of correlation c, (ROWS, COLUMNS) row-major on the grid of pairs. Half a
 * second's work for most φ, with pauses.
 */
export async function logSlopeProducts(id: NonlinearityId, pacer: Pacer): Promise<Float64Array> {
  const slopes = piecewiseSlopes(id);
  if (slopes !== null) return tabulatePairs((_, apart) => piecewiseProduct(slopes, apart));
  if (id === "sine") return tabulatePairs(SINE_PAIRS.product);
  if (id === "hardtanh") return hardtanhProducts();
  return (await SmoothedProducts.prepare(id, pacer)).table();
}

/** (below² + above²) / 2 (1 - θ/π) + below · above θ/π, θ = arccos c, over its value at c = 1 (Cho and Saul 2009). */
function piecewiseProduct([below, above]: readonly [number, number], apart: number): number {
  const share = (2 / Math.PI) * Math.asin(Math.sqrt(apart / 2));
  return Math.log1p(-share * (1 - (2 * below * above) / (below ** 2 + above ** 2)));
}

/** Of ∫ f over [0, 1]: Gauss and Legendre's four points. */
const GAUSS_LEGENDRE = [
  [0.06943184420297371, 0.17392742256872692],
  [0.33000947820757187, 0.32607257743127307],
  [0.66999052179242813, 0.32607257743127307],
  [0.93056815579702629, 0.17392742256872692],
] as const;

/**
 * P(|u| < 1, |v| < 1) = P(|u| < 1)² + (1/π) ∫ (e^(-1/(q (2 - x))) - e^(-1/(q x))) dx / √(x (2 - x)) over x from 1 - c to 1:
 * how it grows with c follows from Price's theorem. No term is negative.
 */
function hardtanhProducts(): Float64Array {
  const table = new Float64Array(ROWS * COLUMNS);
  for (let row = 0; row < ROWS; row += 1) {
    const q = gridValue(row, LOWEST);
    const within = erf(1 / Math.sqrt(2 * q));
    let product = within ** 2;
    for (let column = 0; column < COLUMNS; column += 1) {
      table[row * COLUMNS + column] = Math.log(product / within);
      for (const [share, weight] of GAUSS_LEGENDRE) {
        product += ((weight * Math.LN2) / STEPS / Math.PI) * hardtanhGrowth(q, gridValue(-(column + share), 0));
      }
    }
  }
  return table;
}

/** The integrand above, over ln x. */
function hardtanhGrowth(q: number, x: number): number {
  const rest = 2 - x;
  return Math.sqrt(x / rest) * Math.exp(-1 / (q * rest)) * -Math.expm1((-2 * (1 - x)) / (q * x * rest));
}

/**
 * E[φ′(u) φ′(v)] = E[s(p)²] for p ~ N(0, q c), where s(p) = E[φ′(p + d)] for d ~ N(0, q (1 - c)): what u and v have in
 * common is p, and given p they are independent.
 */
class SmoothedProducts {
  private constructor(
    readonly points: Float64Array,
    /** s at 0, at the points and at their negatives, one row a variance q (1 - c); the last row is φ′ itself. */
    readonly smoothed: readonly Float64Array[],
  ) {}

  static async prepare(id: NonlinearityId, pacer: Pacer): Promise<SmoothedProducts> {
    const phi = nonlinearityOf(id);
    const points = logarithmicPoints(REACH * 2 ** (HIGHEST / 2), NEAR * 2 ** (LOWEST / 2));
    const places = [0, ...points, ...points.map((point) => -point)];
    const smoothed: Float64Array[] = [];
    for (let index = 0; index < VARIANCES; index += 1) {
      await pacer.pause(index / VARIANCES);
      const tau = gridValue(index - (COLUMNS - 1), LOWEST);
      smoothed.push(Float64Array.from(places, (p) => smoothedSlope(phi, p, tau)));
    }
    smoothed.push(Float64Array.from(places, (p) => phi.derivative(p)));
    return new SmoothedProducts(points, smoothed);
  }

  table(): Float64Array {
    const table = new Float64Array(ROWS * COLUMNS);
    for (let row = 0; row < ROWS; row += 1) {
      const q = gridValue(row, LOWEST);
      const own = this.#meanSquare(VARIANCES, q);
      for (let column = 0; column < COLUMNS; column += 1) {
        const common = -q * Math.expm1((-column / STEPS) * Math.LN2);
        table[row * COLUMNS + column] = Math.log(this.#meanSquare(row + COLUMNS - 1 - column, common) / own);
      }
    }
    return table;
  }

  /** E[s(p)²] for p ~ N(0, variance). */
  #meanSquare(index: number, variance: number): number {
    const smoothed = this.smoothed[index]!;
    if (variance === 0) return smoothed[0]! ** 2;
    const deviation = Math.sqrt(variance);
    const count = this.points.length;
    let sum = 0;
    for (let k = 0; k < count; k += 1) {
      const z = this.points[k]! / deviation;
      if (z > REACH) continue;
      const last = z < NEAR || k === count - 1;
      const squares = smoothed[1 + k]! ** 2 + smoothed[1 + count + k]! ** 2;
      sum += (last ? TAIL : 1) * STEP * z * gaussian(z) * squares;
      if (last) break;
    }
    return sum;
  }
}
