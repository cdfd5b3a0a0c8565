import { describe, expect, it } from "vitest";
import { CpuGeometry } from "../../../src/cpu/geometry/cpuGeometry.ts";
import { resolutionOf, runIsometry, spectrumOfJacobian } from "../../../src/experiments/theory/isometry.ts";
import type { IsometryConfig, IsometryReport, Spectrum } from "../../../src/experiments/theory/isometryReport.ts";
import { DEFAULT_THEORY_CONFIG } from "../../../src/experiments/theory/theoryConfig.ts";
import type { Jacobian } from "../../../src/model/geometry.ts";
import { LimitError } from "../../../src/model/limitError.ts";

const geometry = new CpuGeometry();
/** Fixed beforehand. */
const SEEDS = Array.from({ length: 24 }, (_, seed) => seed);

function jacobianOf(rows: readonly (readonly number[])[], exponent = 0): Jacobian {
  return { rows: rows.length, columns: rows[0]!.length, mantissa: Float64Array.from(rows.flat()), exponent };
}

describe("a spectrum", () => {
  it("is that of a matrix made from known singular values", () => {
    // A rotation on each side of diag(3, 1/2), times 2^-2000.
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const rows = [
      [3 * c * c + 0.5 * s * s, 2.5 * c * s],
      [2.5 * c * s, 3 * s * s + 0.5 * c * c],
    ];
    const { lnSingularValues, zeros, lnMeanSquare, variance } = spectrumOfJacobian(jacobianOf(rows, -2000), 1e-14);
    expect(lnSingularValues[0]).toBeCloseTo(Math.log(3) - 2000 * Math.LN2, 10);
    expect(lnSingularValues[1]).toBeCloseTo(Math.log(0.5) - 2000 * Math.LN2, 10);
    expect(zeros).toBe(0);
    expect(lnMeanSquare).toBeCloseTo(Math.log(9.25 / 2) - 4000 * Math.LN2, 9);
    // Mean of the fourth powers (81 + 1/16) / 2, of the squares 9.25 / 2.
    expect(variance).toBeCloseTo(40.53125 / 4.625 ** 2 - 1, 12);
  });

  it("counts as zeros what rounding hides, and says that all are zero", () => {
    const rows = [
      [1, 0, 0],
      [0, 1e-3, 0],
      [0, 0, 1e-16],
    ];
    const { zeros, lnSingularValues } = spectrumOfJacobian(jacobianOf(rows), 1e-14);
    expect([zeros, lnSingularValues.length]).toEqual([1, 2]);
    const none = { lnSingularValues: [], zeros: 2, lnMeanSquare: null, variance: null };
    expect(
      spectrumOfJacobian(
        jacobianOf([
          [0, 0],
          [0, 0],
        ]),
        1e-14,
      ),
    ).toEqual(none);
  });
});

const BASE: IsometryConfig = { ...DEFAULT_THEORY_CONFIG, width: 64, weights: ["gaussian"] };

it("tells each kind's spectrum as soon as it is there", async () => {
  const early: IsometryReport[] = [];
  const config: IsometryConfig = { ...BASE, width: 8, depth: 2, weights: ["gaussian", "orthogonal"] };
  const whole = await runIsometry(geometry, config, { onEarly: (report) => void early.push(report) });
  expect(early.map((report) => report.spectra)).toEqual([whole.spectra.slice(0, 1)]);
});

/** For each kind of weights, the spectrum of each seed. */
async function spectra(config: IsometryConfig): Promise<Spectrum[][]> {
  const reports = await Promise.all(SEEDS.map((seed) => runIsometry(geometry, { ...config, seed })));
  return config.weights.map((_, kind) => reports.map((report) => report.spectra[kind]!));
}

/** The mean is not more than 4 standard errors, and `more`, from what is expected. */
function expectNear(values: readonly number[], expected: number, more = 0): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (values.length - 1) / values.length);
  expect(!(Math.abs(mean - expected) <= 4 * error + more), `${mean} ± ${error}, not ${expected}`).toBe(false);
}

/**
 * E[tr(J Jᵀ)² / n] and E[(tr J Jᵀ / n)²] after `depth` layers of n units of Gaussian weights at chi1 = 1, exact at any
 * width. A row w of weights enters A = J Jᵀ as wᵀ A w, of mean tr A / n and second moment (tr² A + 2 tr A²) / n²; two
 * rows as (wᵀ A v)², of mean tr A² / n². With a gate that is open half of the time, whatever the row's length, weights are
 * twice as variable and half of the rows count. So with s = tr A² / n, t = (tr A / n)²:
 * linear s' = t + (1 + 1/n) s, t' = t + 2 s / n²; ReLU s' = 2 t + (1 + 3/n) s, t' = (1 + 1/n) t + 4 s / n².
 */
function exactMoments(relu: boolean, depth: number, n: number): [s: number, t: number] {
  let [s, t] = [1, 1];
  for (let layer = 0; layer < depth; layer += 1) {
    [s, t] = relu
      ? [2 * t + (1 + 3 / n) * s, (1 + 1 / n) * t + (4 * s) / n ** 2]
      : [t + (1 + 1 / n) * s, t + (2 * s) / n ** 2];
  }
  return [s, t];
}

describe("Gaussian weights", () => {
  const depth = 5;
  it.each(["identity", "relu"] as const)(
    "%s: means over networks are the exact ones of this width",
    async (activation) => {
      const relu = activation === "relu";
      const [found] = await spectra({ ...BASE, activation, depth, sigmaW2: relu ? 2 : 1 });
      const means = found!.map(({ lnMeanSquare }) => Math.exp(lnMeanSquare!));
      const variances = found!.map(({ variance }) => variance!);
      const [s, t] = exactMoments(relu, depth, BASE.width);
      expectNear(means, 1);
      expectNear(
        means.map((mean) => mean ** 2),
        t,
      );
      expectNear(
        variances.map((variance, index) => (variance + 1) * means[index]! ** 2),
        s,
      );
      // The ratio of the means, and so the mean of the ratios, is off the limit of infinite width by this order.
      const limit = relu ? 2 * depth : depth;
      expect(Math.abs(s / t - 1 - limit)).toBeLessThan(limit ** 2 / BASE.width);
      expectNear(variances, limit, limit ** 2 / BASE.width);
      expect(found![0]!.theory.variance).toBeCloseTo(limit, 12);
    },
  );
});

describe("orthogonal weights", () => {
  it("and φ the identity: isometry to rounding", async () => {
    const [found] = await spectra({ ...BASE, activation: "identity", depth: 20, sigmaW2: 1, weights: ["orthogonal"] });
    for (const { variance, lnSingularValues, theory } of found!) {
      expect(theory.variance).toBe(0);
      // Householder reflections in float64: 64 of them in each of 20 layers.
      const rounding = 20 * 64 * 2 ** -53;
      expect(Math.max(...lnSingularValues.map(Math.abs))).toBeLessThan(rounding);
      expect(variance).toBeLessThan(4 * rounding);
    }
  });

  it("and ReLU: as many as layers", async () => {
    const depth = 5;
    const [found] = await spectra({ ...BASE, activation: "relu", depth, sigmaW2: 2, weights: ["orthogonal"] });
    const variances = found!.map(({ variance }) => variance!);
    // Of order depth² / width, as for Gaussian weights, is left out in theory.
    expectNear(variances, depth, depth ** 2 / BASE.width);
    expect(found![0]!.theory.variance).toBeCloseTo(depth, 12);
  });
});

describe("a run", () => {
  it.each(["tanh", "erf", "gelu", "softsign"] as const)("%s with biases follows theory", async (activation) => {
    const config: IsometryConfig = { ...BASE, activation, sigmaW2: 1.4, sigmaB2: 0.1, depth: 4 };
    for (const kind of await spectra({ ...config, weights: ["gaussian", "orthogonal"] })) {
      const { theory } = kind[0]!;
      // Theory leaves out terms of relative order depth / width; for Gaussian weights and ReLU they are 3 a layer.
      const order = (3 * config.depth) / BASE.width;
      expectNear(
        kind.map(({ lnMeanSquare }) => lnMeanSquare!),
        theory.lnMeanSquare!,
        order,
      );
      expectNear(
        kind.map(({ variance }) => variance!),
        theory.variance!,
        order * (theory.variance! + 1),
      );
    }
  });

  it("starts at the fixed point, so that every layer is alike", async () => {
    const config: IsometryConfig = { ...BASE, activation: "tanh", sigmaW2: 1.69, sigmaB2: 0.09, depth: 9 };
    const [{ theory }] = (await runIsometry(geometry, { ...config, width: 8 })).spectra as [Spectrum];
    // REFERENCE: chi1 at this point.
    expect(theory.lnMeanSquare! / 9).toBeCloseTo(Math.log(0.93980743), 7);
  });

  it("counts every singular value, and half of ReLU's as zeros", async () => {
    const { spectra: found } = await runIsometry(geometry, { ...BASE, depth: 6, weights: ["orthogonal", "gaussian"] });
    expect(found.map(({ weights }) => weights)).toEqual(["orthogonal", "gaussian"]);
    for (const { lnSingularValues, zeros } of found) {
      expect(lnSingularValues.length + zeros).toBe(64);
      // The layer with the fewest open gates decides: 32 of them, with a standard deviation of 4, or fewer.
      expect(zeros).toBeGreaterThanOrEqual(32);
      expect(zeros).toBeLessThanOrEqual(32 + 12);
      expect(lnSingularValues).toEqual(lnSingularValues.toSorted((a, b) => b - a));
    }
    expect(resolutionOf({ kind: "gpu" })).toBeGreaterThan(resolutionOf({ kind: "cpu" }));
  });

  it("has no number where all is zero, and keeps to any magnitude", async () => {
    const { spectra: none } = await runIsometry(geometry, { ...BASE, sigmaW2: 0, depth: 2 });
    expect(none[0]).toMatchObject({ zeros: 64, lnMeanSquare: null, theory: { lnMeanSquare: null, variance: null } });
    const { spectra: huge } = await runIsometry(geometry, { ...BASE, sigmaW2: 1e6, depth: 200, width: 8 });
    expect(huge[0]!.theory.lnMeanSquare).toBeCloseTo(200 * Math.log(5e5), 6);
    // At width 8, ln of the mean square drifts down by some 5 / width a layer.
    expect(huge[0]!.lnMeanSquare! / huge[0]!.theory.lnMeanSquare!).toBeCloseTo(1, 0);
  });

  it("reports progress to its end, and stops with the signal's reason", async () => {
    const heard: number[] = [];
    await runIsometry(geometry, { ...BASE, depth: 2 }, { onProgress: (done) => heard.push(done) });
    expect(heard.at(-1)).toBe(1);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    const reason = new Error("stop");
    await expect(runIsometry(geometry, BASE, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("refuses what does not fit", async () => {
    await expect(runIsometry(geometry, { ...BASE, width: 20_000 })).rejects.toThrow(LimitError);
  });
});
