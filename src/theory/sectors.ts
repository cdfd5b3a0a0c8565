import type { Nonlinearity } from "../model/nonlinearity.ts";
import { ROUNDING, trapezoidError } from "./estimate.ts";
import { type Correlation, type PairMoments, ROUGH } from "./moment.ts";
import { GAUSSIAN_REACH, halfLineNodes, type Nodes, unitNodes } from "./nodes.ts";

/** Steps of the two rules, along radius and angle, tried one after the other until the error is small. */
const STEPS = [1 / 6, 1 / 12, 1 / 24] as const;

/**
 * E[f(u, v)] for u, v of mean square q and correlation c = cos 2ψ, in polar coordinates: u = √q r cos(θ - ψ),
 * v = √q r cos(θ + ψ), with r e^(-r²/2) dr dθ / 2π.
 *
 * A kink of φ at 0 is a ray of the plane. So θ is cut where u or v is 0, each sector by a tanh-sinh rule and r by the
 * half line's; f is symmetric in u and v, so that half of the plane is enough: both above 0, both below (the same again
 * for an odd φ), and u above while v is below. Angles are told by their distance d from the ray v = 0, where v = √q r sin d.
 */
export function pairBySectors(
  phi: Nonlinearity,
  q: number,
  correlation: Correlation,
  square: number,
  tolerance: number,
): PairMoments {
  const steps = tolerance < ROUGH ? STEPS.slice(1) : STEPS;
  let sums = sumsAt(phi, q, correlation, steps[0]!);
  for (const step of steps.slice(1)) {
    if (errorOf(sums) <= tolerance) break;
    sums = sumsAt(phi, q, correlation, step);
  }
  const gap = sums.gap[0] / (2 * Math.PI);
  return {
    product: square - gap,
    gap,
    slopeProduct: sums.slope[0] / Math.PI,
    // φ(u) - φ(v) keeps of its digits what it is of φ.
    error: errorOf(sums) + ROUNDING * Math.sqrt(square / gap),
  };
}

function sumsAt(phi: Nonlinearity, q: number, { away }: Correlation, step: number): Sums {
  const s = Math.sqrt(q);
  const psi = Math.asin(Math.sqrt(away / 2));
  const like = Math.PI / 2 - psi;
  const radii = radiiAt(s, step);
  const odd = isOdd(phi);
  const sums: Sums = { gap: [0, 0, 0], slope: [0, 0, 0] };
  const { at, weight } = unitNodes(step);
  for (let index = 0; index < at.length; index += 1) {
    const isEven = index % 2 === 0;
    const near = like * at[index]!;
    const [u, v] = [s * Math.sin(near + 2 * psi), s * Math.sin(near)];
    addRay(sums, phi, u, v, radii, weight[index]! * like * (odd ? 2 : 1), isEven);
    if (!odd) addRay(sums, phi, -u, -v, radii, weight[index]! * like, isEven);
    const [left, right] = [2 * psi * at[index]!, 2 * psi * at[at.length - 1 - index]!];
    addRay(sums, phi, s * Math.sin(right), -s * Math.sin(left), radii, weight[index]! * 2 * psi, isEven);
  }
  return sums;
}

/** Whether φ(-z) = -φ(z): of the project's φ, those that are alike on both sides at 0 and at infinity. */
export function isOdd({ atZero, slopeAtZero, slopeAtInfinity }: Nonlinearity): boolean {
  return atZero === 0 && slopeAtZero[0] === slopeAtZero[1] && slopeAtInfinity[0] === slopeAtInfinity[1];
}

/** Sums over all nodes, over every second angle, and over every second radius. */
interface Sums {
  readonly gap: [all: number, angles: number, radii: number];
  readonly slope: [all: number, angles: number, radii: number];
}

function errorOf({ gap, slope }: Sums): number {
  return Math.max(
    ...[gap, slope].map(([all, angles, radii]) => trapezoidError(all, angles) + trapezoidError(all, radii)),
  );
}

/** Radii r with the weights of ∫₀^∞ r e^(-r²/2) f(r) dr, for an f of scale 1 / s. */
function radiiAt(s: number, step: number): Nodes {
  const scale = Math.max(1, s);
  const nodes = halfLineNodes(step);
  const count = nodes.at.findIndex((at) => at / scale > GAUSSIAN_REACH);
  const at = nodes.at.slice(0, count).map((y) => y / scale);
  return { at, weight: at.map((r, index) => (nodes.weight[index]! / scale) * r * Math.exp((-r * r) / 2)) };
}

/** Adds `weight` ∫₀^∞ r e^(-r²/2) f(a r, b r) dr. */
function addRay(sums: Sums, phi: Nonlinearity, a: number, b: number, radii: Nodes, weight: number, isEven: boolean) {
  let [gap, gapHalf, slope, slopeHalf] = [0, 0, 0, 0];
  for (let index = 0; index < radii.at.length; index += 1) {
    const r = radii.at[index]!;
    const share = radii.weight[index]!;
    const [u, v] = [a * r, b * r];
    const gapTerm = share * (phi.value(u) - phi.value(v)) ** 2;
    const slopeTerm = share * phi.derivative(u) * phi.derivative(v);
    gap += gapTerm;
    slope += slopeTerm;
    if (index % 2 === 1) continue;
    gapHalf += gapTerm;
    slopeHalf += slopeTerm;
  }
  sums.gap[0] += weight * gap;
  sums.slope[0] += weight * slope;
  sums.gap[2] += 2 * weight * gapHalf;
  sums.slope[2] += 2 * weight * slopeHalf;
  if (!isEven) return;
  sums.gap[1] += 2 * weight * gap;
  sums.slope[1] += 2 * weight * slope;
}
