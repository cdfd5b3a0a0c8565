import { describe, expect, it } from "vitest";
import { NONLINEARITIES } from "../../src/model/nonlinearities.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import type { Scaled } from "../../src/model/scaled.ts";

/** φ(z) and φ′(z), from 120-digit decimal arithmetic. */
const ORDINARY: readonly (readonly [NonlinearityId, z: number, value: number, derivative: number])[] = [
  ["sigmoid", -30, 9.357622968839299e-14, 9.357622968838423e-14],
  ["sigmoid", -5, 0.0066928509242848554, 0.006648056670790155],
  ["sigmoid", -1.25, 0.22270013882530884, 0.173104786992497],
  ["sigmoid", -0.0078125, 0.4980468849340468, 0.24999618534153914],
  ["sigmoid", 0.5, 0.6224593312018546, 0.2350037122015945],
  ["sigmoid", 2.75, 0.9399133498259924, 0.05647624464487405],
  ["sigmoid", 9, 0.9998766054240138, 0.0001233793497648489],
  ["softplus", -30, 9.357622968839737e-14, 9.357622968839299e-14],
  ["softplus", -5, 0.006715348489118068, 0.0066928509242848554],
  ["softplus", -1.25, 0.2519290813453729, 0.22270013882530884],
  ["softplus", -0.0078125, 0.6892485599350741, 0.4980468849340468],
  ["softplus", 0.5, 0.9740769841801067, 0.6224593312018546],
  ["softplus", 2.75, 2.8119675890031988, 0.9399133498259924],
  ["softplus", 9, 9.000123402189724, 0.9998766054240138],
  ["silu", -30, -2.8072868906517896e-12, -2.713710660963134e-12],
  ["silu", -5, -0.03346425462142428, -0.02654743242966592],
  ["silu", -1.25, -0.27837517353163604, 0.0063191550846875815],
  ["silu", -0.0078125, -0.0038909912885472407, 0.49609378973606605],
  ["silu", 0.5, 0.3112296656009273, 0.7399611873026518],
  ["silu", 2.75, 2.584761712021479, 1.095223022599396],
  ["silu", 9, 8.998889448816124, 1.0009870195718975],
  ["gelu", -30, -1.472014178144456e-196, -4.416031690708495e-195],
  ["gelu", -5, -1.4332578593959695e-6, -7.146946001792295e-6],
  ["gelu", -1.25, -0.13206221708356908, -0.12266158306942213],
  ["gelu", -0.0078125, -0.0038819007432746673, 0.49376665368732153],
  ["gelu", 0.5, 0.34573123063700656, 0.8674951246561629],
  ["gelu", 2.75, 2.7418056511035998, 1.0220275336443208],
  ["gelu", 9, 9.0, 1.0],
  ["tanh", -30, -1.0, 3.502604305078608e-26],
  ["tanh", -5, -0.9999092042625951, 0.0001815832309438067],
  ["tanh", -1.25, -0.8482836399575129, 0.28041486618043265],
  ["tanh", -0.0078125, -0.007812341058161014, 0.999938967327191],
  ["tanh", 0.5, 0.46211715726000974, 0.7864477329659274],
  ["tanh", 2.75, 0.9918597245682077, 0.01621428677947907],
  ["tanh", 9, 0.999999969540041, 6.091991712323229e-8],
  ["erf", -30, -1.0, 0.0],
  ["erf", -5, -0.9999999999984626, 1.5670866531017336e-11],
  ["erf", -1.25, -0.9229001282564583, 0.2365211224472908],
  ["erf", -0.0078125, -0.008815282895179188, 1.128310298398467],
  ["erf", 0.5, 0.5204998778130465, 0.8787825789354448],
  ["erf", 2.75, 0.9998993780778803, 0.0005862772470937923],
  ["erf", 9, 1.0, 7.492073428245974e-36],
  ["elu", -30, -0.9999999999999064, 9.357622968840175e-14],
  ["elu", -5, -0.9932620530009145, 0.006737946999085467],
  ["elu", -1.25, -0.7134952031398099, 0.2865047968601901],
  ["elu", -0.0078125, -0.007782061739756488, 0.9922179382602435],
  ["elu", 0.5, 0.5, 1.0],
  ["elu", 2.75, 2.75, 1.0],
  ["elu", 9, 9.0, 1.0],
  ["selu", -30, -1.7580993408472123, 1.6451630773416185e-13],
  ["selu", -5, -1.7462533606696202, 0.01184598017775672],
  ["selu", -1.25, -1.254395446337865, 0.5037038945095118],
  ["selu", -0.0078125, -0.013681637615099471, 1.7444177032322774],
  ["selu", 0.5, 0.5253504936777402, 1.0507009873554805],
  ["selu", 2.75, 2.8894277152275714, 1.0507009873554805],
  ["selu", 9, 9.456308886199324, 1.0507009873554805],
  ["softsign", -30, -0.967741935483871, 0.001040582726326743],
  ["softsign", -5, -0.8333333333333334, 0.027777777777777776],
  ["softsign", -1.25, -0.5555555555555556, 0.19753086419753085],
  ["softsign", -0.0078125, -0.007751937984496124, 0.9845562165735232],
  ["softsign", 0.5, 0.3333333333333333, 0.4444444444444444],
  ["softsign", 2.75, 0.7333333333333333, 0.07111111111111111],
  ["softsign", 9, 0.9, 0.01],
];

/** ln |φ(z)| and ln |φ′(z)| where a tail stands for them, from 120-digit decimal arithmetic; null where φ has no tail. */
const TAILS: readonly (readonly [NonlinearityId, z: number, value: number | null, derivative: number])[] = [
  ["sigmoid", -700, -700.0, -700.0],
  ["sigmoid", -750, -750.0, -750.0],
  ["sigmoid", -1000000.0, -1000000.0, -1000000.0],
  ["softplus", -700, -700.0, -700.0],
  ["softplus", -750, -750.0, -750.0],
  ["softplus", -1000000.0, -1000000.0, -1000000.0],
  ["silu", -700, -693.4489196649566, -693.4503492577662],
  ["silu", -750, -743.3799267934696, -743.3812610164828],
  ["silu", -1000000.0, -999986.184489442, -999986.184490442],
  ["gelu", -37, -685.4196676642464, -681.8087508148702],
  ["gelu", -39.5, -781.0445784324105, -777.3682785794477],
  ["gelu", -1000, -500000.9189395332, -499994.0111842542],
  ["tanh", -340, null, -678.6137056388801],
  ["tanh", -400, null, -798.6137056388801],
  ["tanh", 1000000.0, null, -1999998.6137056388],
  ["erf", -26, null, -675.8792177623648],
  ["erf", -27.5, null, -756.1292177623648],
  ["elu", -700, null, -700.0],
  ["elu", -750, null, -750.0],
  ["elu", -1000000.0, null, -1000000.0],
  ["selu", -700, null, -699.4357666944568],
  ["selu", -750, null, -749.4357666944568],
  ["selu", -1000000.0, null, -999999.4357666945],
  ["softsign", -1e150, null, -690.7755278982137],
  ["softsign", 3e200, null, -923.2312617749545],
];

const EXTREMES = [1e6, 1e154, 1e300, 2 ** 1000, 5e-324, 1e-300, 0].flatMap((z) => [z, -z]);
const KINKS = [-1, 0, 1];

function expectNear(actual: number, expected: number, bound: number, message: string): void {
  expect(!(Math.abs(actual - expected) <= bound), `${message}: ${actual} against ${expected}`).toBe(false);
}

function logOf({ mantissa, exponent }: Scaled): number {
  return Math.log(Math.abs(mantissa)) + exponent * Math.LN2;
}

describe("known values", () => {
  it.each(ORDINARY)("%s at %f", (id, z, value, derivative) => {
    const phi = NONLINEARITIES[id];
    // A handful of roundings; an argument z² / 2 of an exponential rounds by 2^-53 of itself, and so the result.
    const relative = (8 + z * z) * 2 ** -52;
    expectNear(phi.value(z), value, relative * Math.abs(value), "φ");
    // Where terms of opposite sign nearly cancel (SiLU near its minimum), the terms of at most 1 count.
    const terms = Math.abs(z) < 2 ? 1 : Math.abs(derivative);
    expectNear(phi.derivative(z), derivative, relative * Math.max(terms, 2 ** -1000), "φ′");
  });
});

describe("tails", () => {
  it.each(TAILS)("%s at %f", (id, z, value, derivative) => {
    const phi = NONLINEARITIES[id];
    // The logarithm, ours and that in the exponential, rounds by 2^-53 of itself; the series adds 3e-15 at most.
    const bound = (log: number): number => 4 * 2 ** -52 * Math.abs(log) + 1e-14;
    if (value !== null) expectNear(logOf(phi.valueTail!(z)), value, bound(value), "φ");
    expectNear(logOf(phi.derivativeTail!(z)), derivative, bound(derivative), "φ′");
  });

  it.each(NONLINEARITY_IDS)("%s has one wherever φ or φ′ underflows", (id) => {
    const phi = NONLINEARITIES[id];
    for (let z = -2000; z <= 2000; z += 0.5) {
      if (Math.abs(z) < 1) continue;
      if (phi.value(z) === 0) expect(phi.valueTail !== undefined || phi.slopeAtInfinity[0] === 0).toBe(true);
      if (phi.derivative(z) === 0 && phi.derivativeTail === undefined) {
        expect(["relu", "hardtanh"]).toContain(id);
      }
    }
  });
});

describe.each(NONLINEARITY_IDS)("%s", (id) => {
  const phi = NONLINEARITIES[id];

  it("has the derivative of its value", () => {
    const step = 2 ** -14;
    for (let z = -9.0625; z < 9.1; z += 0.125) {
      if (KINKS.some((kink) => Math.abs(z - kink) <= 2 * step)) continue;
      const central = (h: number): number => (phi.value(z + h) - phi.value(z - h)) / (2 * h);
      // The first error term, as a difference of twice the step shows it, and both values' rounding over the step.
      const truncation = Math.abs(central(2 * step) - central(step));
      const rounding = (4 * 2 ** -53 * Math.max(1, Math.abs(phi.value(z)))) / step;
      expectNear(phi.derivative(z), central(step), truncation + rounding, `z = ${z}`);
    }
  });

  it("is a number at the extremes, and what is said of it there is so", () => {
    for (const z of EXTREMES) {
      expect(Number.isFinite(phi.value(z)), `φ(${z}) = ${phi.value(z)}`).toBe(true);
      expect(Number.isFinite(phi.derivative(z)), `φ′(${z}) = ${phi.derivative(z)}`).toBe(true);
    }
    for (const side of [0, 1] as const) {
      const sign = side === 0 ? -1 : 1;
      // Beyond 2^1000 the asymptote is exact; φ bounded by a constant is below 2^-900 of z.
      expectNear(phi.value(sign * 2 ** 1000) / (sign * 2 ** 1000), phi.slopeAtInfinity[side], 2 ** -900, "asymptote");
      const tiny = sign * 2 ** -30;
      // The curve between here and 0 is below z² / 2 times |φ″| ≤ 2.
      expectNear(phi.derivative(tiny), phi.slopeAtZero[side], 2 ** -28, "slope at 0");
      expectNear(phi.value(tiny), phi.atZero + tiny * phi.slopeAtZero[side], 2 ** -52 + tiny * tiny, "tangent");
    }
    expect(phi.value(0)).toBe(phi.atZero);
    expect(phi.derivative(0)).toBe(phi.slopeAtZero[1]);
  });

  it("has tails that are pairs of finite numbers at every magnitude", () => {
    for (const z of [-1e3, -1e6, -1e9, -1e160, -(2 ** 1000), 1e3, 1e160, 2 ** 1000]) {
      const pairs = [
        Math.abs(phi.value(z)) < 1e-290 ? phi.valueTail?.(z) : undefined,
        phi.derivative(z) < 1e-290 ? phi.derivativeTail?.(z) : undefined,
      ];
      for (const pair of pairs) {
        if (pair === undefined) continue;
        expect(Number.isFinite(pair.mantissa) && Number.isFinite(pair.exponent), `${z}`).toBe(true);
        if (pair.mantissa === 0) continue;
        expect(pair.exponent).toBeLessThan(-900);
      }
    }
  });
});
