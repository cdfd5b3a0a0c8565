import erf from "@stdlib/math-base-special-erf";
import erfc from "@stdlib/math-base-special-erfc";
import { erfcxLarge, expScaled, multiplyScaled } from "./exponential.ts";
import type { Nonlinearity, NonlinearityId } from "./nonlinearity.ts";
import { scaled } from "./scaled.ts";

export const LEAKY_SLOPE = 0.01;
/** Klambauer et al. 2017, eq. 14. */
export const SELU_LAMBDA = 1.0507009873554804934193349852946;
export const SELU_ALPHA = 1.6732632423543772848170429916717;

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
const ONE_OVER_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
const logistic = (t: number): number => t / (1 + t) ** 2;
const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;
const normalPdf = (z: number): number => ONE_OVER_SQRT_2PI * Math.exp((-z * z) / 2);

function piecewiseLinear(label: string, below: number): Nonlinearity {
  return {
    label,
    value: (z) => (z >= 0 ? z : below * z),
    derivative: (z) => (z >= 0 ? 1 : below),
    atZero: 0,
    slopeAtZero: [below, 1],
    slopeAtInfinity: [below, 1],
  };
}

/** λ z above 0, λ α (e^z - 1) below: ELU at λ = α = 1 (Clevert et al. 2016), SELU otherwise. */
function exponentialLinear(label: string, lambda: number, alpha: number): Nonlinearity {
  const scale = lambda * alpha;
  return {
    label,
    value: (z) => (z >= 0 ? lambda * z : scale * Math.expm1(z)),
    derivative: (z) => (z >= 0 ? lambda : scale * Math.exp(z)),
    derivativeTail: (z) => (z >= 0 ? scaled(lambda) : multiplyScaled(expScaled(z), scale)),
    atZero: 0,
    slopeAtZero: [scale, lambda],
    slopeAtInfinity: [0, lambda],
  };
}

const smooth = (slope: number): readonly [number, number] => [slope, slope];
const BOUNDED = [0, 0] as const;
const RAMP = [0, 1] as const;

export const NONLINEARITIES: Readonly<Record<NonlinearityId, Nonlinearity>> = {
  relu: piecewiseLinear("ReLU", 0),
  leaky_relu: piecewiseLinear("Leaky ReLU (0.01)", LEAKY_SLOPE),
  identity: piecewiseLinear("Identity", 1),
  elu: exponentialLinear("ELU", 1, 1),
  selu: exponentialLinear("SELU", SELU_LAMBDA, SELU_ALPHA),
  tanh: {
    label: "tanh",
    value: Math.tanh,
    derivative: (z) => 4 * logistic(Math.exp(-2 * Math.abs(z))),
    derivativeTail: (z) => multiplyScaled(expScaled(-2 * Math.abs(z)), 4),
    atZero: 0,
    slopeAtZero: smooth(1),
    slopeAtInfinity: BOUNDED,
  },
  sigmoid: {
    label: "Sigmoid",
    value: sigmoid,
    derivative: (z) => logistic(Math.exp(-Math.abs(z))),
    valueTail: expScaled,
    derivativeTail: (z) => expScaled(-Math.abs(z)),
    atZero: 0.5,
    slopeAtZero: smooth(0.25),
    slopeAtInfinity: BOUNDED,
  },
  erf: {
    label: "erf",
    value: erf,
    derivative: (z) => TWO_OVER_SQRT_PI * Math.exp(-z * z),
    derivativeTail: (z) => multiplyScaled(expScaled(-z * z), TWO_OVER_SQRT_PI),
    atZero: 0,
    slopeAtZero: smooth(TWO_OVER_SQRT_PI),
    slopeAtInfinity: BOUNDED,
  },
  gelu: {
    label: "GELU (exact)",
    value: (z) => z * normalCdf(z),
    derivative: (z) => normalCdf(z) + z * normalPdf(z),
    valueTail: (z) => multiplyScaled(expScaled((-z * z) / 2), (z * erfcxLarge(-z / Math.SQRT2)) / 2),
    derivativeTail: (z) =>
      multiplyScaled(expScaled((-z * z) / 2), erfcxLarge(-z / Math.SQRT2) / 2 + z * ONE_OVER_SQRT_2PI),
    atZero: 0,
    slopeAtZero: smooth(0.5),
    slopeAtInfinity: RAMP,
  },
  silu: {
    label: "SiLU",
    value: (z) => z * sigmoid(z),
    derivative: (z) => sigmoid(z) * (1 + z * sigmoid(-z)),
    valueTail: (z) => multiplyScaled(expScaled(z), z),
    derivativeTail: (z) => multiplyScaled(expScaled(z), 1 + z),
    atZero: 0,
    slopeAtZero: smooth(0.5),
    slopeAtInfinity: RAMP,
  },
  softplus: {
    label: "Softplus",
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    derivative: sigmoid,
    valueTail: expScaled,
    derivativeTail: expScaled,
    atZero: Math.LN2,
    slopeAtZero: smooth(0.5),
    slopeAtInfinity: RAMP,
  },
  softsign: {
    label: "Softsign",
    value: (z) => z / (1 + Math.abs(z)),
    derivative: (z) => (1 / (1 + Math.abs(z))) ** 2,
    derivativeTail: (z) => {
      const root = scaled(1 / (1 + Math.abs(z)));
      return scaled(root.mantissa ** 2, 2 * root.exponent);
    },
    atZero: 0,
    slopeAtZero: smooth(1),
    slopeAtInfinity: BOUNDED,
  },
  hardtanh: {
    label: "Hard tanh (±1)",
    value: (z) => Math.min(1, Math.max(-1, z)),
    derivative: (z) => (Math.abs(z) <= 1 ? 1 : 0),
    atZero: 0,
    slopeAtZero: smooth(1),
    slopeAtInfinity: BOUNDED,
  },
  sine: {
    label: "Sine",
    value: Math.sin,
    derivative: Math.cos,
    atZero: 0,
    slopeAtZero: smooth(1),
    slopeAtInfinity: BOUNDED,
  },
};

/** φ by its identifier. */
export function nonlinearityOf(id: NonlinearityId): Nonlinearity {
  return NONLINEARITIES[id];
}

/**
 * [slope below 0, slope above 0] where φ is linear on each side of 0, so that φ(a z) = a φ(z)
 * for a > 0; null for every other φ.
 */
export function piecewiseSlopes(id: NonlinearityId): readonly [below: number, above: number] | null {
  return id === "relu" || id === "leaky_relu" || id === "identity" ? NONLINEARITIES[id].slopeAtZero : null;
}

/**
 * How E[φ′(u) φ′(v)] of two Gaussians leaves its value at correlation c = 1: as a multiple of (1 - c)^power. A half where φ′
 * jumps, since then u and v lie on two sides of the jump as often as √(1 - c); else 1.
 */
export function slopePower(id: NonlinearityId): number {
  const [below, above] = NONLINEARITIES[id].slopeAtZero;
  return below !== above || id === "hardtanh" ? 1 / 2 : 1;
}
