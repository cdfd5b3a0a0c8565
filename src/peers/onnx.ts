import * as ort from "onnxruntime-web/webgpu";
import wasm from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import type { MatmulData, OpenImplementation, PreparedWork } from "../bench/implementation.ts";
import type { MatmulWork } from "../bench/work.ts";
import { matmulModel } from "./matmulModel.ts";

/** ONNX Runtime Web on WebGPU: products of matrices that lie on its device. It has no work of its own for the flagship. */
export async function openPeer(): Promise<OpenImplementation> {
  ort.env.wasm.wasmPaths = { wasm };
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return { version: `ONNX Runtime Web ${ort.env.versions.web}, WebGPU`, matmul: prepareMatmul, close: () => undefined };
}

async function prepareMatmul({ m, k, n }: MatmulWork, { a, b }: MatmulData): Promise<PreparedWork> {
  const session = await ort.InferenceSession.create(matmulModel(m, k, n), {
    executionProviders: ["webgpu"],
    preferredOutputLocation: "gpu-buffer",
  });
  const device = await ort.env.webgpu.device;
  const [left, right] = [upload(device, "A", a), upload(device, "B", b)];
  const feeds = { A: tensorOf(left, [m, k]), B: tensorOf(right, [k, n]) };
  let product: ort.Tensor | null = null;
  return {
    async run(times) {
      for (let done = 0; done < times; done += 1) {
        product?.dispose();
        product = (await session.run(feeds))["C"]!;
      }
      await device.queue.onSubmittedWorkDone();
      return null;
    },
    result: async () => (await product!.getData()) as Float32Array,
    dispose() {
      product?.dispose();
      left.destroy();
      right.destroy();
      void session.release();
    },
  };
}

function upload(device: GPUDevice, label: string, values: Float32Array<ArrayBuffer>): GPUBuffer {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label, size: Math.ceil(values.byteLength / 16) * 16, usage });
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

function tensorOf(gpuBuffer: GPUBuffer, dims: readonly number[]): ort.Tensor {
  return ort.Tensor.fromGpuBuffer(gpuBuffer, { dataType: "float32", dims });
}
