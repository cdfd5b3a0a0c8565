import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { roundUp } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { Kernel } from "../kernel.ts";
import { histogram } from "../kernels/histogram.ts";
import { nonlinearityConstant } from "../kernels/nonlinearityConstant.ts";
import { statistics } from "../kernels/statistics.ts";

/**
 * How the work is laid out: `columns` gives a thread eight examples and needs no barrier, `tiles` gives them a
 * workgroup, with the layer in hand in its memory.
 */
export type FusedForm = "columns" | "tiles";

/** The kernels of fused plans with one φ. */
export type FusedKernels = Readonly<Record<"fused" | "statistics" | "histogram", Kernel>>;

/** Threads come in so many: the largest subgroup that is common. */
const THREADS_STEP = 32;

/** Loads the form's shader, which the other need not have, and compiles it. */
async function compileForm(
  context: GpuContext,
  form: FusedForm,
  widest: number,
  constants: Record<string, number>,
): Promise<Kernel> {
  if (form === "tiles") {
    const { fusedTiles } = await import("../kernels/fusedTiles.ts");
    return context.kernel(fusedTiles, { ...constants, THREADS: roundUp(widest, THREADS_STEP) });
  }
  const { fusedColumns } = await import("../kernels/fusedColumns.ts");
  return context.kernel(fusedColumns(context.device.features.has("subgroups")), constants);
}

/** Compiles them at the same time, once a device. */
export async function compileFusedKernels(
  context: GpuContext,
  form: FusedForm,
  widest: number,
  nonlinearity: NonlinearityId,
  hasBias: boolean,
): Promise<FusedKernels> {
  const constants = { ...nonlinearityConstant(nonlinearity), HAS_BIAS: hasBias ? 1 : 0 };
  const [fused, second, counts] = await Promise.all([
    compileForm(context, form, widest, constants),
    context.kernel(statistics),
    context.kernel(histogram),
  ]);
  return { fused, statistics: second, histogram: counts };
}
