import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { GpuContext } from "./context.ts";
import type { Kernel } from "./kernel.ts";
import { activate } from "./kernels/activate.ts";
import { gradPreactivation } from "./kernels/gradPreactivation.ts";
import { gradWeight } from "./kernels/gradWeight.ts";
import { histogram } from "./kernels/histogram.ts";
import { lossGradient } from "./kernels/lossGradient.ts";
import { nonlinearityConstant } from "./kernels/nonlinearityConstant.ts";
import { pictureRow } from "./kernels/pictureRow.ts";
import { statistics } from "./kernels/statistics.ts";
import { chooseVariant, machineOf } from "./matmul/choice.ts";
import type { MatmulShape } from "./matmul/matmulParts.ts";
import { type MatmulKernel, affineMatmul } from "./matmul/matmulSpec.ts";

/** The kernels of one network's passes, compiled. `measure` is activate with φ the identity. */
export type PassKernels = Readonly<
  Record<
    | "activate"
    | "measure"
    | "gradPreactivation"
    | "gradWeight"
    | "lossGradient"
    | "pictureRow"
    | "statistics"
    | "histogram",
    Kernel
  > &
    Record<"affine" | "gradActivation", MatmulKernel>
>;

/** A layer of the networks that go through layer by layer: those too wide to be fused. */
const WIDE_LAYER: MatmulShape = { m: 512, k: 512, n: 1000 };

/** Compiles, at the same time and once a device, what passes with this φ need. */
export async function compilePassKernels(context: GpuContext, nonlinearity: NonlinearityId): Promise<PassKernels> {
  const constants = nonlinearityConstant(nonlinearity);
  const variant = chooseVariant(machineOf(context), WIDE_LAYER, context.tuned);
  const product = async (transposed: boolean): Promise<MatmulKernel> => {
    return { kernel: await context.kernel(affineMatmul(variant, transposed)), variant };
  };
  const compiling = {
    affine: product(false),
    activate: context.kernel(activate, constants),
    measure: context.kernel(activate, nonlinearityConstant("identity")),
    gradActivation: product(true),
    gradPreactivation: context.kernel(gradPreactivation, constants),
    gradWeight: context.kernel(gradWeight),
    lossGradient: context.kernel(lossGradient),
    pictureRow: context.kernel(pictureRow),
    statistics: context.kernel(statistics),
    histogram: context.kernel(histogram),
  };
  const entries = Object.entries(compiling).map(async ([name, kernel]) => [name, await kernel] as const);
  return Object.fromEntries(await Promise.all(entries)) as PassKernels;
}
