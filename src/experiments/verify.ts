import type { EngineInfo, RunOptions } from "../model/engine.ts";
import { UNIT_ROUNDOFF } from "../model/float32.ts";
import type { Kernels } from "../model/kernels.ts";
import { startPacer } from "../model/pacer.ts";
import { type ScaledMatrix, scaled, toNumber } from "../model/scaled.ts";
import type { VerifyCase, VerifyReport } from "./lab.ts";
import { CaseData, type VerifyPlan, verifyPlans } from "./verifyCases.ts";
import {
  NONLINEARITY_ROUNDINGS,
  absoluteMatrix,
  absoluteWeight,
  histogramError,
  matrixError,
  nudged,
  sensitivity,
  statisticsError,
} from "./verifyErrors.ts";

/** Roundings beside the sum itself: the factor in two parts, the frame, the bias, the result. */
const PRODUCT_EXTRA = 6;

interface Outcome {
  readonly error: number;
  readonly bound: number;
}

type Check = (ours: Kernels, reference: Kernels, plan: VerifyPlan, data: CaseData) => Promise<Outcome>;

/**
 * Every kernel of `subject` against the reference, over named and drawn shapes. The bound of each
 * case is first-order error analysis: roundings on the way (Higham 2002, section 3.1) times 2^-24,
 * relative to the scale that the error is measured in.
 */
export async function verifyKernels(
  subject: Kernels,
  reference: Kernels,
  info: EngineInfo,
  options: RunOptions = {},
): Promise<VerifyReport> {
  const pacer = startPacer(options);
  const plans = verifyPlans();
  const cases: VerifyCase[] = [];
  for (const [index, plan] of plans.entries()) {
    await pacer.pause(index / plans.length);
    options.signal?.throwIfAborted();
    const { error, bound } = await CHECKS[plan.kernel](subject, reference, plan, new CaseData(index));
    cases.push({ kernel: plan.kernel, shape: shapeOf(plan), maxError: error, bound });
  }
  const failed = cases.filter(({ maxError, bound }) => !(maxError <= bound)).length;
  return { engine: info, passed: cases.length - failed, failed, cases };
}

const CHECKS: Readonly<Record<VerifyPlan["kernel"], Check>> = {
  async affine(ours, reference, plan, data) {
    const [weight, h] = [data.weight(plan), data.matrix(plan.fanIn, plan.examples)];
    const bias = plan.bias ? data.values(plan.fanOut) : null;
    const scale = await reference.affine(absoluteWeight(weight), absoluteMatrix(h), bias && bias.map(Math.abs));
    const [actual, expected] = [await ours.affine(weight, h, bias), await reference.affine(weight, h, bias)];
    return { error: matrixError(actual, expected, scale), bound: (plan.fanIn + PRODUCT_EXTRA) * UNIT_ROUNDOFF };
  },

  async activate(ours, reference, plan, data) {
    const z = data.preactivation(plan.fanOut, plan.examples);
    const actual = await ours.activate(plan.nonlinearity, z);
    const expected = await reference.activate(plan.nonlinearity, z);
    const [above, below] = [
      await reference.activate(plan.nonlinearity, nudged(z, 1)),
      await reference.activate(plan.nonlinearity, nudged(z, -1)),
    ];
    const scale = sensitivity(z, expected, above, below, plan.nonlinearity === "sine" ? 1 : 0);
    return { error: matrixError(actual, expected, scale), bound: NONLINEARITY_ROUNDINGS * UNIT_ROUNDOFF };
  },

  async gradActivation(ours, reference, plan, data) {
    const [weight, gradient] = [data.weight(plan), data.matrix(plan.fanOut, plan.examples)];
    const scale = await reference.gradActivation(absoluteWeight(weight), absoluteMatrix(gradient));
    const actual = await ours.gradActivation(weight, gradient);
    const expected = await reference.gradActivation(weight, gradient);
    return { error: matrixError(actual, expected, scale), bound: (plan.fanOut + PRODUCT_EXTRA) * UNIT_ROUNDOFF };
  },

  async gradPreactivation(ours, reference, plan, data) {
    const z = data.preactivation(plan.fanOut, plan.examples);
    const gradient = data.matrix(plan.fanOut, plan.examples);
    const actual = await ours.gradPreactivation(plan.nonlinearity, gradient, z);
    const expected = await reference.gradPreactivation(plan.nonlinearity, gradient, z);
    const [above, below] = [
      await reference.gradPreactivation(plan.nonlinearity, gradient, nudged(z, 1)),
      await reference.gradPreactivation(plan.nonlinearity, gradient, nudged(z, -1)),
    ];
    const scale = sensitivity(product(gradient, z), expected, above, below, plan.nonlinearity === "sine" ? 1 : 0);
    return { error: matrixError(actual, expected, scale), bound: (NONLINEARITY_ROUNDINGS + 1) * UNIT_ROUNDOFF };
  },

  async gradWeight(ours, reference, plan, data) {
    const gradient = data.matrix(plan.fanOut, plan.examples);
    const h = data.matrix(plan.fanIn, plan.examples);
    const scale = await reference.gradWeight(absoluteMatrix(gradient), absoluteMatrix(h));
    const [actual, expected] = [await ours.gradWeight(gradient, h), await reference.gradWeight(gradient, h)];
    return { error: matrixError(actual, expected, scale), bound: (plan.examples + PRODUCT_EXTRA) * UNIT_ROUNDOFF };
  },

  async lossGradient(ours, reference, plan, data) {
    const output = data.matrix(plan.fanOut, plan.examples);
    const target = data.values(plan.fanOut * plan.examples);
    const scale = await reference.lossGradient(
      absoluteMatrix(output),
      target.map((value) => -Math.abs(value)),
    );
    const actual = await ours.lossGradient(output, target);
    const expected = await reference.lossGradient(output, target);
    const gradientError = matrixError(actual.gradient, expected.gradient, scale.gradient);
    const difference = scaled(actual.loss.mantissa, actual.loss.exponent - expected.loss.exponent);
    const lossError = Math.abs((toNumber(difference) ?? Infinity) - expected.loss.mantissa) / expected.loss.mantissa;
    return {
      error: Math.max(gradientError, lossError),
      bound: 2 * statisticsRoundings(plan.fanOut, plan.examples) * UNIT_ROUNDOFF,
    };
  },

  async statistics(ours, reference, plan, data) {
    const { fanOut, examples, offset } = plan;
    const matrix = offset === null ? data.matrix(fanOut, examples) : data.offsetMatrix(fanOut, examples, offset);
    const error = statisticsError(await ours.statistics(matrix), await reference.statistics(matrix), matrix);
    return { error, bound: statisticsRoundings(plan.fanOut, plan.examples) * UNIT_ROUNDOFF };
  },

  async histogram(ours, reference, plan, data) {
    const matrix = data.matrix(plan.fanOut, plan.examples);
    const relative = statisticsRoundings(plan.fanOut, plan.examples) * UNIT_ROUNDOFF;
    return histogramError(await ours.histogram(matrix, 32), await reference.histogram(matrix, 32), matrix, relative);
  },
};

/** a · b, elementwise. */
function product(a: ScaledMatrix, b: ScaledMatrix): ScaledMatrix {
  return {
    ...a,
    mantissa: a.mantissa.map((value, index) => value * b.mantissa[index]!),
    exponent: a.exponent.map((value, column) => value + b.exponent[column]!),
  };
}

/**
 * Roundings on the longest way of a sum through both levels: a block of 32 rows, the blocks, a
 * thread's share of the examples, the tree over 64 threads, and a few for means and squares.
 */
function statisticsRoundings(rows: number, examples: number): number {
  return 32 + rows / 32 + examples / 64 + 6 + 8;
}

function shapeOf({ kernel, nonlinearity, fanOut, fanIn, examples, bias, std, offset }: VerifyPlan): string {
  if (kernel === "activate" || kernel === "gradPreactivation") return `${nonlinearity} ${fanOut}x${examples}`;
  if (offset !== null) return `${fanOut}x${examples} around ${offset}`;
  if (kernel === "lossGradient" || kernel === "statistics" || kernel === "histogram") return `${fanOut}x${examples}`;
  if (kernel === "gradWeight") return `${fanOut}x${fanIn}x${examples}`;
  return `${fanOut}x${fanIn}x${examples}, factor ${std}${bias && kernel === "affine" ? ", bias" : ""}`;
}
