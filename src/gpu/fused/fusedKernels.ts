import type { NonlinearityId } from "../../model/nonlinearity.ts";
import type { GpuContext } from "../context.ts";
import type { Kernel } from "../kernel.ts";
import { fusedColumns } from "../kernels/fusedColumns.ts";
import { histogram } from "../kernels/histogram.ts";
import { nonlinearityConstant } from "../kernels/nonlinearityConstant.ts";
import { statistics } from "../kernels/statistics.ts";

/** The kernels of fused plans with one φ. */
export type FusedKernels = Readonly<Record<"fused" | "statistics" | "histogram", Kernel>>;

/** Compiles them at the same time, once a device. */
export async function compileFusedKernels(
  context: GpuContext,
  nonlinearity: NonlinearityId,
  hasBias: boolean,
): Promise<FusedKernels> {
  const constants = { ...nonlinearityConstant(nonlinearity), HAS_BIAS: hasBias ? 1 : 0 };
  const [fused, second, counts] = await Promise.all([
    context.kernel(fusedColumns(context.device.features.has("subgroups")), constants),
    context.kernel(statistics),
    context.kernel(histogram),
  ]);
  return { fused, statistics: second, histogram: counts };
}
