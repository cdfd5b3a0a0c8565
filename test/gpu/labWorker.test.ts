import { afterEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../src/experiments/signalConfig.ts";
import type { EngineStatus } from "../../src/experiments/lab.ts";
import type { SignalReport } from "../../src/experiments/signalReport.ts";
import type { OpenWasm } from "../../src/labEngines.ts";
import { LabWorker, type Listener } from "../../src/labWorker.ts";
import { openWasmEngine } from "../../src/wasm/wasmEngine.ts";
import { changedGpu } from "../support/changedGpu.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

const small = {
  ...DEFAULT_SIGNAL_CONFIG,
  depth: 4,
  width: 8,
  samples: 20,
  gradientSamples: 10,
  engine: "gpu" as const,
};
const auto = { ...small, engine: "auto" as const };
const deaf = (() => undefined) as unknown as Listener<number>;
const listening = <T>(heard: T[]): Listener<T> => ((value: T) => void heard.push(value)) as unknown as Listener<T>;

function run(lab: LabWorker, early: SignalReport[] = [], config: SignalConfig = small): Promise<SignalReport> {
  return lab.runSignal(1, config, 0, deaf, listening(early));
}

const labs: LabWorker[] = [];
function open(gpu: GPU | undefined, openWasm: OpenWasm | null = null): { lab: LabWorker; heard: EngineStatus[] } {
  const lab = new LabWorker(gpu, openWasm);
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
      reason: expect.stringMatching(/GPU failed.* did not compile/),
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

  describe("where the fastest is asked for", () => {
    const openWasm: OpenWasm = () => openWasmEngine();
    const noSimd: OpenWasm = () => Promise.reject(new Error("no SIMD"));

    test.each([
      ["SIMD, where software plays the GPU", "software", openWasm, "wasm"],
      ["SIMD, where there is no GPU", "none", openWasm, "wasm"],
      ["float64, where there is neither", "none", noSimd, "cpu"],
      ["float64, where software plays the GPU and there is no SIMD", "software", noSimd, "cpu"],
      ["the GPU, where it is one", "hardware", openWasm, "gpu"],
    ] as const)("it is %s", async (_name, adapter, wasm, kind) => {
      const change = (): void => undefined;
      const gpu =
        adapter === "none" ? undefined : await changedGpu(change, adapter === "hardware" ? "acme" : undefined);
      const { lab } = open(gpu, wasm);
      const early: SignalReport[] = [];
      expect((await run(lab, early, auto)).engine.kind).toBe(kind);
      for (const { engine } of early) expect(engine.kind).toBe("wasm");
    });

    test("SIMD answers first where a GPU's shaders are still being compiled", async () => {
      const gpu = await changedGpu((device) => {
        const compile = device.createComputePipelineAsync.bind(device);
        device.createComputePipelineAsync = async (descriptor) => {
          await new Promise((resolve) => void setTimeout(resolve, 1000));
          return compile(descriptor);
        };
      }, "acme");
      const { lab } = open(gpu, openWasm);
      const early: SignalReport[] = [];
      expect((await run(lab, early, auto)).engine.kind).toBe("gpu");
      expect(early.map(({ engine }) => engine.kind)).toEqual(["wasm"]);
    });

    test("SIMD takes large work too, although the software adapter opens late", async () => {
      const gpu = await changedGpu(() => undefined);
      const requestAdapter: GPU["requestAdapter"] = async (options) => {
        await new Promise((resolve) => void setTimeout(resolve, 400));
        return gpu.requestAdapter(options);
      };
      const { lab } = open({ requestAdapter } as unknown as GPU, openWasm);
      // Some 10^11 operations at the speed that is expected: it would be asked about first.
      const large = { ...auto, depth: 40, width: 400, samples: 4000 };
      const running = lab.runSignal(3, large, 0, deaf, listening<SignalReport>([]));
      expect((await running).engine.kind).toBe("wasm");
    });

    test("a pinned engine computes, whichever is faster", async () => {
      const { lab } = open(await requestTestGpu(), openWasm);
      for (const engine of ["gpu", "wasm", "cpu"] as const) {
        expect((await run(lab, [], { ...small, engine })).engine.kind).toBe(engine);
      }
    });
  });

  test("asks before a long run, and not before the default one", async () => {
    const { lab } = open(undefined);
    expect((await lab.cost(DEFAULT_SIGNAL_CONFIG)).ask).toBe(false);
    expect((await lab.cost({ ...DEFAULT_SIGNAL_CONFIG, width: 1024, depth: 100 })).ask).toBe(true);
  });
});
