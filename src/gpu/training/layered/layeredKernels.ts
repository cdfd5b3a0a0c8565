import type { TrainingSetup } from "../../../model/training.ts";
import type { GpuContext } from "../../context.ts";
import type { Kernel } from "../../kernel.ts";
import { trainLayerBackward } from "../../kernels/trainLayerBackward.ts";
import { trainLayerBatch } from "../../kernels/trainLayerBatch.ts";
import { trainLayerForward } from "../../kernels/trainLayerForward.ts";
import { trainLayerGradient } from "../../kernels/trainLayerGradient.ts";
import { trainLayerLogits } from "../../kernels/trainLayerLogits.ts";
import { trainLayerLoss } from "../../kernels/trainLayerLoss.ts";
import { trainLayerMean } from "../../kernels/trainLayerMean.ts";
import { trainLayerNext } from "../../kernels/trainLayerNext.ts";
import { trainLayerUpdate } from "../../kernels/trainLayerUpdate.ts";
import { forwardConstants, lossConstants, optimizerConstants } from "../../kernels/trainingConstants.ts";
import { layeredShape } from "./layeredShape.ts";

/** Threads of a workgroup where examples or parameters are taken one by one. */
export const LAYER_THREADS = 64;

export interface LayeredKernels {
  readonly next: Kernel;
  readonly batch: Kernel;
  readonly forward: Kernel;
  readonly loss: Kernel;
  readonly mean: Kernel;
  readonly backward: Kernel;
  readonly gradient: Kernel;
  readonly update: Kernel;
  readonly logits: Kernel;
}

/** Compiles what a setup needs; a GpuError holds what is wrong. */
export async function compileLayeredKernels(context: GpuContext, setup: TrainingSetup): Promise<LayeredKernels> {
  const CHUNK = layeredShape(setup).chunk;
  const THREADS = LAYER_THREADS;
  const [next, batch, forward, loss, mean, backward, gradient, update, logits] = await Promise.all([
    context.kernel(trainLayerNext),
    context.kernel(trainLayerBatch),
    context.kernel(trainLayerForward, forwardConstants(setup)),
    context.kernel(trainLayerLoss, { THREADS, ...lossConstants(setup) }),
    context.kernel(trainLayerMean),
    context.kernel(trainLayerBackward),
    context.kernel(trainLayerGradient, { CHUNK }),
    context.kernel(trainLayerUpdate, { THREADS, CHUNK, ...optimizerConstants(setup) }),
    context.kernel(trainLayerLogits),
  ]);
  return { next, batch, forward, loss, mean, backward, gradient, update, logits };
}
