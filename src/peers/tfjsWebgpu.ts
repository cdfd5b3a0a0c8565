import * as tf from "@tensorflow/tfjs-core";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { OpenImplementation } from "../bench/implementation.ts";
import { openTfjs } from "./tfjs.ts";

/** Sends what TensorFlow.js holds back to make submissions larger, and waits for all of it. */
async function finish(): Promise<void> {
  const backend = tf.backend() as WebGPUBackend;
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  await backend.queue.onSubmittedWorkDone();
}

export function openPeer(): Promise<OpenImplementation> {
  return openTfjs({ id: "webgpu", finish });
}
