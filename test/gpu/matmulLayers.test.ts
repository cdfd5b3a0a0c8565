import { afterAll, beforeAll, expect, test } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { absoluteMatrix, absoluteWeight, matrixError } from "../../src/experiments/verifyErrors.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { affineDispatch, gradActivationDispatch } from "../../src/gpu/dispatches.ts";
import { GpuMatrix } from "../../src/gpu/gpuMatrix.ts";
import { KernelScope } from "../../src/gpu/kernelScope.ts";
import { type MatmulKernel, affineMatmul } from "../../src/gpu/matmul/matmulSpec.ts";
import { type MatmulVariant, tileOf } from "../../src/gpu/matmul/variant.ts";
import { type PassKernels, compilePassKernels } from "../../src/gpu/passKernels.ts";
import { UNIT_ROUNDOFF } from "../../src/model/float32.ts";
import type { WeightMatrix } from "../../src/model/kernels.ts";
import type { ScaledMatrix } from "../../src/model/scaled.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { VARIANTS } from "../support/matmulVariants.ts";
import { normalMatrix, normals } from "../support/matrices.ts";

const cpu = new CpuKernels();
let context: GpuContext;
let others: PassKernels;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  others = await compilePassKernels(context, "relu");
});
afterAll(() => context.destroy());

/** Roundings beside the sum itself: the factor in two parts, the frame, the bias, the result. */
const EXTRA = 6;

/** float32 mantissas, and powers of two from 2^-300 to 2^300, one a column. */
function examples(rows: number, columns: number, seed: number): ScaledMatrix {
  const matrix = normalMatrix(rows, columns, seed, 300);
  return { ...matrix, mantissa: matrix.mantissa.map(Math.fround) };
}

async function kernelsOf(variant: MatmulVariant): Promise<PassKernels> {
  const compiled = async (transposed: boolean): Promise<MatmulKernel> => {
    return { kernel: await context.kernel(affineMatmul(variant, transposed)), variant };
  };
  return { ...others, affine: await compiled(false), gradActivation: await compiled(true) };
}

/** z = W h + b, or h = z with Wᵀ where there is no bias to give: what a variant makes of it, as read back. */
async function onGpu(
  kernels: PassKernels,
  rows: number,
  input: ScaledMatrix,
  weight: WeightMatrix,
  back: boolean,
  bias: Float64Array | null,
): Promise<ScaledMatrix> {
  const scope = new KernelScope(context, kernels);
  try {
    const out = new GpuMatrix(scope.pool, rows, input.columns);
    out.fillWithSentinel();
    const { store, scales } = scope.weights(weight, bias);
    const given = scope.upload(input);
    const dispatch = back
      ? gradActivationDispatch(kernels, store, 0, out.columns, given, out.slices)
      : affineDispatch(kernels, store, 0, out.columns, bias !== null, given, out.slices);
    await scope.run([dispatch], out, scales);
    return out.take();
  } finally {
    scope.destroy();
  }
}

/** All but those that take a software adapter seconds to compile: the ends are the same text in each. */
const LAYER_VARIANTS = [...VARIANTS.keys()].filter(
  (name) => !name.startsWith("workgroup-8x8") && (name.includes("quad") || name.includes("fma")),
);

test.each(LAYER_VARIANTS)("%s makes layers and their gradients, exponents and biases included", async (name) => {
  const variant = VARIANTS.get(name)!;
  const kernels = await kernelsOf(variant);
  const [rows, columns] = tileOf(variant);
  for (const [fanOut, fanIn, count, std] of [
    [1, 1, 1, 1e-200],
    [rows + 5, 33, columns + 1, 0.158],
    [21, rows + 3, 70, 1e200],
  ] as const) {
    const unit = normals(fanOut * fanIn, 1).map(Math.fround);
    const weight: WeightMatrix = { fanOut, fanIn, unit, std };
    const [h, g] = [examples(fanIn, count, 2), examples(fanOut, count, 3)];
    for (const bias of [null, normals(fanOut, 4).map(Math.fround)]) {
      const ours = await onGpu(kernels, fanOut, h, weight, false, bias);
      const scale = await cpu.affine(absoluteWeight(weight), absoluteMatrix(h), bias && bias.map(Math.abs));
      const error = matrixError(ours, await cpu.affine(weight, h, bias), scale);
      expect(error <= (fanIn + EXTRA) * UNIT_ROUNDOFF, `${fanOut} × ${fanIn}: ${error}`).toBe(true);
    }
    const ours = await onGpu(kernels, fanIn, g, weight, true, null);
    const scale = await cpu.gradActivation(absoluteWeight(weight), absoluteMatrix(g));
    const error = matrixError(ours, await cpu.gradActivation(weight, g), scale);
    expect(error <= (fanOut + EXTRA) * UNIT_ROUNDOFF, `gradient, ${fanOut} × ${fanIn}: ${error}`).toBe(true);
  }
});

test("the weights' factor keeps what float32 would round off it", async () => {
  // Nearly halfway between two float32. Roundings of 4096 products average out to some 2^-25 / 64; the lost half would not.
  const weight: WeightMatrix = {
    fanOut: 1,
    fanIn: 1,
    unit: Float64Array.of(1),
    std: Math.fround(1.3) + 0.49 * 2 ** -23,
  };
  const h = examples(1, 4096, 5);
  const { mantissa, exponent } = await onGpu(others, 1, h, weight, false, null);
  const errors = mantissa.map((value, column) => {
    const expected = weight.std * h.mantissa[column]! * 2 ** (h.exponent[column]! - exponent[column]!);
    return (value - expected) / expected;
  });
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  expect(Math.abs(mean) <= 8 * (2 ** -25 / 64), `${mean}`).toBe(true);
});
