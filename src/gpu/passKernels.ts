import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { GpuContext } from "./context.ts";
import type { Kernel } from "./kernel.ts";
import { activate } from "./kernels/activate.ts";
import { affine } from "./kernels/affine.ts";
import { gradActivation } from "./kernels/gradActivation.ts";
import { gradPreactivation } from "./kernels/gradPreactivation.ts";
import { gradWeight } from "./kernels/gradWeight.ts";
import { histogram } from "./kernels/histogram.ts";
import { lossGradient } from "./kernels/lossGradient.ts";
import { nonlinearityConstant } from "./kernels/nonlinearityConstant.ts";
import { statistics } from "./kernels/statistics.ts";

/** The kernels of one network's passes, compiled. `measure` is activate with φ the identity. */
export type PassKernels = Readonly<
  Record<
    | "affine"
    | "activate"
    | "measure"
    | "gradActivation"
    | "gradPreactivation"
    | "gradWeight"
    | "lossGradient"
    | "statistics"
    | "histogram",
    Kernel
  >
>;

/** Compiles, at the same time and once a device, what passes with this φ need. */
export async function compilePassKernels(context: GpuContext, nonlinearity: NonlinearityId): Promise<PassKernels> {
  const constants = nonlinearityConstant(nonlinearity);
  const compiling = {
    affine: context.kernel(affine),
    activate: context.kernel(activate, constants),
    measure: context.kernel(activate, nonlinearityConstant("identity")),
    gradActivation: context.kernel(gradActivation),
    gradPreactivation: context.kernel(gradPreactivation, constants),
    gradWeight: context.kernel(gradWeight),
    lossGradient: context.kernel(lossGradient),
    statistics: context.kernel(statistics),
    histogram: context.kernel(histogram),
  };
  const entries = Object.entries(compiling).map(async ([name, kernel]) => [name, await kernel] as const);
  return Object.fromEntries(await Promise.all(entries)) as PassKernels;
}
