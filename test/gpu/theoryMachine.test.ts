import { afterEach, describe, expect, test, vi } from "vitest";
import type { EngineStatus } from "../../src/experiments/lab.ts";
import type { ProfileReport } from "../../src/experiments/theory/profileReport.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../src/experiments/theory/theoryConfig.ts";
import { type Listener, TheoryMachine } from "../../src/theoryMachine.ts";
import { changedGpu } from "../support/changedGpu.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

const small: TheoryConfig = { ...DEFAULT_THEORY_CONFIG, depth: 4, width: 8, networks: 20, engine: "gpu" };
const auto: TheoryConfig = { ...small, engine: "auto" };
const listening = <T>(heard: T[]): Listener<T> => ((value: T) => void heard.push(value)) as unknown as Listener<T>;
const deaf = <T>(): Listener<T> => listening<T>([]);

const machines: TheoryMachine[] = [];
function open(gpu: GPU | undefined): { machine: TheoryMachine; heard: EngineStatus[] } {
  const machine = new TheoryMachine(gpu);
  const heard: EngineStatus[] = [];
  machine.onStatus(listening(heard));
  machines.push(machine);
  return { machine, heard };
}
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.loseDevice();
});

const profile = (machine: TheoryMachine, config: TheoryConfig): Promise<ProfileReport> =>
  machine.runProfile(1, config, deaf(), deaf());

describe("the machine behind the Theory lab", () => {
  test("computes on the GPU where it is asked for, everything alike", async () => {
    const { machine } = open(await requestTestGpu());
    expect((await profile(machine, small)).engine.kind).toBe("gpu");
    expect((await machine.runEnsemble(2, small, deaf(), deaf())).engine.kind).toBe("gpu");
    expect((await machine.runCircle(3, { ...small, points: 16 }, deaf())).engine.kind).toBe("gpu");
    const isometry = await machine.runIsometry(4, { ...small, weights: ["gaussian"] }, deaf(), deaf());
    expect(isometry.engine.kind).toBe("gpu");
    expect((await machine.status()).gpu?.kind).toBe("gpu");
  });

  test.each([
    ["float64, where there is no GPU", "none", "cpu"],
    ["float64, where software plays it", "software", "cpu"],
    ["the GPU, where it is one", "hardware", "gpu"],
  ] as const)("takes for the fastest %s", async (_name, adapter, kind) => {
    const vendor = adapter === "hardware" ? "acme" : undefined;
    const { machine } = open(adapter === "none" ? undefined : await changedGpu(() => undefined, vendor));
    expect((await profile(machine, auto)).engine.kind).toBe(kind);
  });

  test("says clearly that there is no GPU where one is asked for", async () => {
    const { machine } = open(undefined);
    const sentence = /^This browser does not offer WebGPU here\. Choose another engine, or reload/;
    await expect(profile(machine, small)).rejects.toThrow(sentence);
    const window = { activation: "tanh", sigmaW2: [0, 4], sigmaB2: [0, 1], columns: 8, rows: 8 } as const;
    const request = { window, quantity: "chi1", theme: "light", engine: "gpu" } as const;
    await expect(machine.drawDiagram(2, request, deaf())).rejects.toThrow(sentence);
    expect(await machine.status()).toMatchObject({ gpu: null, mayReturn: false });
  });

  test("goes on in float64 where a hardware GPU fails, says so, and takes it back once it works", async () => {
    let isBroken = true;
    const gpu = await changedGpu((device) => {
      const compile = device.createComputePipelineAsync.bind(device);
      device.createComputePipelineAsync = (descriptor) =>
        isBroken ? Promise.reject(new Error("planted")) : compile(descriptor);
    }, "acme");
    const { machine, heard } = open(gpu);
    expect((await profile(machine, auto)).engine.kind).toBe("cpu");
    expect(heard.at(-1)).toMatchObject({ gpu: null, reason: expect.stringMatching(/^The GPU failed, and the CPU/) });
    isBroken = false;
    expect((await profile(machine, auto)).engine.kind).toBe("gpu");
    expect(heard.at(-1)).toMatchObject({ gpu: { kind: "gpu" }, reason: null });
  });

  test("asks for a lost device again, and goes on there", async () => {
    const { machine, heard } = open(await requestTestGpu());
    await profile(machine, small);
    await machine.loseDevice();
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ gpu: null, mayReturn: true }));
    expect((await profile(machine, small)).engine.kind).toBe("gpu");
    expect(heard.at(-1)?.gpu?.kind).toBe("gpu");
  });

  test("asks again at each run for a GPU that was there, and is not while it is lost", async () => {
    const gpu = await requestTestGpu();
    let isAway = false;
    const requestAdapter: GPU["requestAdapter"] = (options) =>
      isAway ? Promise.resolve(null) : gpu.requestAdapter(options);
    const { machine, heard } = open({ requestAdapter } as unknown as GPU);
    await profile(machine, small);
    isAway = true;
    await machine.loseDevice();
    await expect(profile(machine, small)).rejects.toThrow(/no GPU adapter/);
    expect(heard.at(-1)).toMatchObject({ gpu: null, mayReturn: true });
    isAway = false;
    expect((await profile(machine, small)).engine.kind).toBe("gpu");
  });

  test("fails with a sentence where the GPU is asked for and is lost at every run", async () => {
    const gpu = await changedGpu((device) => {
      const submit = device.queue.submit.bind(device.queue);
      device.queue.submit = (buffers) => {
        submit(buffers);
        device.destroy();
      };
    });
    const { machine } = open(gpu);
    await expect(profile(machine, small)).rejects.toThrow(/lost.* Choose another engine, or reload/);
    const canvas = { width: 0, height: 0, getContext: () => null } as unknown as OffscreenCanvas;
    machine.showDiagram(canvas, canvas);
    const window = { activation: "tanh", sigmaW2: [0, 4], sigmaB2: [0, 1], columns: 8, rows: 8 } as const;
    const request = { window, quantity: "chi1", theme: "light", engine: "gpu" } as const;
    await expect(machine.drawDiagram(2, request, deaf())).rejects.toThrow(/lost.* Choose another engine, or reload/);
  });

  test("a cancelled call rejects with an AbortError, one that waits for the thread among them", async () => {
    const { machine } = open(undefined);
    const big = { ...auto, depth: 50, width: 100, networks: 10_000 };
    const running = machine.runEnsemble(7, big, deaf(), deaf());
    setTimeout(() => machine.cancel(7), 30);
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    const quick = machine.meanField(8, small);
    machine.cancel(8);
    await expect(quick).rejects.toMatchObject({ name: "AbortError" });
  });

  test("answers theory in float64, as REFERENCE's table has it", async () => {
    const { machine } = open(undefined);
    const point = { activation: "tanh", sigmaW2: 1.69, sigmaB2: 0.09 } as const;
    const field = await machine.meanField(1, point);
    expect(field.chi1).toBeCloseTo(0.93980743, 8);
    const lines = await machine.criticalLines(2, { ...point, sigmaW2: [0, 4], sigmaB2: [0, 1], columns: 8, rows: 8 });
    expect(lines.length).toBe(1);
    const theory = await machine.meanFieldProfile(3, { ...point, depth: 60, correlation: 0.5 });
    expect(Math.exp(theory.lnQ.at(-1)!)).toBeCloseTo(field.qStar!, 8);
    expect((await machine.makeCritical(4, { ...point, layers: [10, 20, 1] })).critical.sigmaW2).toBeGreaterThan(1);
  });
});
