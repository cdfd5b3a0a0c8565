import { afterEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import type { EngineStatus } from "../../src/experiments/lab.ts";
import type { SignalReport } from "../../src/experiments/signalReport.ts";
import { LabWorker, type Listener } from "../../src/labWorker.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

const small = { ...DEFAULT_SIGNAL_CONFIG, depth: 4, width: 8, samples: 20, gradientSamples: 10 };
const deaf = (() => undefined) as unknown as Listener<number>;
const listening = <T>(heard: T[]): Listener<T> => ((value: T) => void heard.push(value)) as unknown as Listener<T>;

/** WebGPU whose devices are changed before anyone uses them. */
async function changedGpu(change: (device: GPUDevice) => void): Promise<GPU> {
  const gpu = await requestTestGpu();
  const requestAdapter: GPU["requestAdapter"] = async (options) => {
    const adapter = await gpu.requestAdapter(options);
    if (adapter === null) return null;
    const { info, limits } = adapter;
    const requestDevice: GPUAdapter["requestDevice"] = async (descriptor) => {
      const device = await adapter.requestDevice(descriptor);
      change(device);
      return device;
    };
    return { info, limits, requestDevice } as unknown as GPUAdapter;
  };
  return { requestAdapter } as unknown as GPU;
}

function run(lab: LabWorker, early: SignalReport[] = []): Promise<SignalReport> {
  return lab.runSignal(1, small, 0, deaf, listening(early));
}

const labs: LabWorker[] = [];
function open(gpu: GPU | undefined): { lab: LabWorker; heard: EngineStatus[] } {
  const lab = new LabWorker(gpu);
  const heard: EngineStatus[] = [];
  lab.onStatus(listening(heard));
  labs.push(lab);
  return { lab, heard };
}
afterEach(async () => {
  // Replaced by the worker's end in the page; here the device would outlive its test.
  for (const lab of labs.splice(0)) await lab.loseDevice();
});

describe("the machine behind the page", () => {
  test("computes on the GPU where there is one", async () => {
    const { lab } = open(await requestTestGpu());
    expect((await run(lab)).engine.kind).toBe("gpu");
    expect((await lab.status()).gpu?.kind).toBe("gpu");
  });

  test("computes on the CPU where there is no WebGPU, says so, and has no kernels to check", async () => {
    const { lab } = open(undefined);
    expect((await run(lab)).engine.kind).toBe("cpu");
    expect((await lab.status()).reason).toMatch(/does not offer WebGPU/);
    await expect(lab.verify(2, deaf)).rejects.toThrow("no GPU here");
  });

  test("computes on the CPU where no pipeline can be made, and says so", async () => {
    const gpu = await changedGpu((device) => {
      device.createComputePipelineAsync = () => Promise.reject(new Error("planted"));
    });
    const { lab, heard } = open(gpu);
    expect((await run(lab)).engine.kind).toBe("cpu");
    expect(heard.at(-1)).toMatchObject({
      gpu: null,
      reason: expect.stringMatching(/GPU failed.*affine did not compile/),
    });
  });

  test("computes on the CPU where the device is lost at every run", async () => {
    const gpu = await changedGpu((device) => {
      const submit = device.queue.submit.bind(device.queue);
      device.queue.submit = (buffers) => {
        submit(buffers);
        device.destroy();
      };
    });
    const { lab, heard } = open(gpu);
    expect((await run(lab)).engine.kind).toBe("cpu");
    expect(heard.some(({ gpu: info, reason }) => info === null && /lost/.test(reason!))).toBe(true);
  });

  test("asks for a lost device again, and goes on there", async () => {
    const { lab, heard } = open(await requestTestGpu());
    await run(lab);
    await lab.loseDevice();
    expect((await run(lab)).engine.kind).toBe("gpu");
    await vi.waitFor(() => expect(heard.at(-1)?.gpu?.kind).toBe("gpu"));
  });

  test("a cancelled call rejects with an AbortError", async () => {
    const { lab } = open(undefined);
    const big = { ...small, depth: 50, width: 80, samples: 2000 };
    const running = lab.runSignal(7, big, undefined, deaf, listening<SignalReport>([]));
    setTimeout(() => lab.cancel(7), 30);
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
  });

  test("a small run that happens to be slow says nothing of the machine's speed", async () => {
    const gpu = await changedGpu((device) => {
      const compile = device.createComputePipelineAsync.bind(device);
      device.createComputePipelineAsync = async (descriptor) => {
        await new Promise((resolve) => void setTimeout(resolve, 400));
        return compile(descriptor);
      };
    });
    const { lab } = open(gpu);
    const before = await lab.cost(DEFAULT_SIGNAL_CONFIG);
    await run(lab);
    expect((await lab.cost(DEFAULT_SIGNAL_CONFIG)).seconds).toBe(before.seconds);
  });

  test("asks before a long run, and not before the default one", async () => {
    const { lab } = open(undefined);
    expect((await lab.cost(DEFAULT_SIGNAL_CONFIG)).ask).toBe(false);
    expect((await lab.cost({ ...DEFAULT_SIGNAL_CONFIG, width: 1024, depth: 100 })).ask).toBe(true);
  });
});
