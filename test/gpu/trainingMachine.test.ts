import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { EngineStatus } from "../../src/experiments/lab.ts";
import { DEFAULT_SYMMETRY_CONFIG, type SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import type { TrainingFrame } from "../../src/experiments/training/trainingLab.ts";
import type { Listener } from "../../src/theoryMachine.ts";
import { TrainingMachine } from "../../src/trainingMachine.ts";
import { changedGpu } from "../support/changedGpu.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { LiveBuffers } from "../support/liveBuffers.ts";

/** Zeros against random; the thread's network on a few examples. */
const SMALL: SymmetryConfig = { ...DEFAULT_SYMMETRY_CONFIG, samples: 20, engine: "gpu" };
const FLOAT64: SymmetryConfig = { ...SMALL, engine: "cpu" };

let gpu: GPU;
beforeAll(async () => {
  gpu = await requestTestGpu();
});

const machines: TrainingMachine[] = [];
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.loseDevice();
});

/** A machine as the page's side sees it: it gives each call a number, and knows up to where it has the losses. */
class Opened {
  readonly machine: TrainingMachine;
  readonly heard: EngineStatus[] = [];
  /** The losses of each side, put together from the frames. */
  readonly losses: [number[], number[]] = [[], []];
  #calls = 0;
  #since = 0;

  constructor(offered: GPU | undefined) {
    this.machine = new TrainingMachine(offered);
    this.machine.onStatus(
      ((status: EngineStatus) => void this.heard.push(status)) as unknown as Listener<EngineStatus>,
    );
    machines.push(this.machine);
  }

  async start(config: SymmetryConfig): Promise<TrainingFrame> {
    const { frame } = await this.machine.start((this.#calls += 1), config, "light");
    this.losses[0].length = this.losses[1].length = 0;
    return this.#take(frame);
  }

  async advance(updates: number, ranks = false): Promise<TrainingFrame> {
    return this.#take(await this.machine.advance((this.#calls += 1), updates, { since: this.#since, ranks }));
  }

  async reset(): Promise<TrainingFrame> {
    return this.#take(await this.machine.reset((this.#calls += 1), { since: this.#since, ranks: false }));
  }

  /** Rejects the call that was made last. */
  cancel(): void {
    this.machine.cancel(this.#calls);
  }

  #take(frame: TrainingFrame): TrainingFrame {
    frame.runs.forEach(({ from, losses }, side) => {
      const all = this.losses[side]!;
      expect(from).toBeLessThanOrEqual(all.length);
      all.length = from;
      all.push(...losses);
    });
    this.#since = frame.iteration;
    return frame;
  }
}

/** The losses of both sides after `updates` updates at once, on a machine that nothing befalls. */
async function undisturbed(config: SymmetryConfig, updates: number): Promise<Opened["losses"]> {
  const opened = new Opened(gpu);
  await opened.start(config);
  await opened.advance(updates);
  return opened.losses;
}

describe.each([
  ["the GPU", SMALL],
  ["float64", FLOAT64],
])("the machine behind the Symmetry lab, on %s", (_name, config) => {
  test("moves two runs in lockstep, and tells every loss once however the updates are shared out", async () => {
    const opened = new Opened(gpu);
    const start = await opened.start(config);
    expect(start).toMatchObject({ iteration: 0, engine: { kind: config.engine } });
    // Zeros say 1/2 of every example.
    expect(start.runs[0].losses[0]).toBeCloseTo(Math.LN2, 6);
    expect(start.runs.map(({ symmetry }) => symmetry[0]!.distinct)).toEqual([1, 3]);
    for (const updates of [1, 0, 6, 33]) await opened.advance(updates);
    const last = await opened.advance(0, true);
    expect(last.runs.map(({ iteration, losses }) => [iteration, losses.length])).toEqual([
      [40, 1],
      [40, 1],
    ]);
    expect(last.runs.map(({ symmetry }) => symmetry[0]!.rank)).toEqual([1, 2]);
    expect(last.runs[1].accuracy).toBeGreaterThan(0.5);
    const once = await undisturbed(config, 40);
    expect(opened.losses).toEqual(once);
    expect(opened.losses.map(({ length }) => length)).toEqual([41, 41]);
  });

  test("goes back to the start, and makes the same updates to the bit", async () => {
    const opened = new Opened(gpu);
    const start = await opened.start({ ...config, optimizer: "adam", batchSize: 7 });
    const first = await opened.advance(9);
    expect(await opened.reset()).toMatchObject({
      iteration: 0,
      runs: start.runs.map(({ parameters }) => ({ parameters })),
    });
    expect((await opened.advance(9)).runs).toEqual(first.runs);
  });

  test("leaves a run that breaks behind, with its last finite weights", async () => {
    const opened = new Opened(gpu);
    await opened.start({
      ...config,
      activation: "relu",
      loss: "mean_squared_error",
      outputActivation: "identity",
      learningRate: 1e3,
    });
    const { iteration, runs } = await opened.advance(60);
    // Zeros with ReLU: only the last bias moves, and it goes to and fro further and further as well.
    for (const { brokenAt, parameters, iteration: own } of runs) {
      expect(brokenAt).toBeGreaterThan(1);
      expect(own).toBe(brokenAt! - 1);
      expect(parameters.every(({ weight, bias }) => [...weight, ...bias].every(Number.isFinite))).toBe(true);
    }
    expect(iteration).toBe(Math.max(...runs.map((run) => run.iteration)));
    expect((await opened.advance(5)).iteration).toBe(iteration);
  });

  test("keeps the pair where a newer configuration is refused", async () => {
    const opened = new Opened(gpu);
    await opened.start(config);
    const before = await opened.advance(5);
    await expect(opened.start({ ...config, layers: [3, 1] })).rejects.toThrow(/layers/);
    expect((await opened.advance(0)).runs).toMatchObject(before.runs.map(({ parameters }) => ({ parameters })));
    expect((await opened.advance(1)).iteration).toBe(6);
  });

  test("ends a cancelled call with an AbortError, loses no loss by it, and goes on", async () => {
    const opened = new Opened(gpu);
    await opened.start(config);
    const now = performance.now.bind(performance);
    let looks = 0;
    // A piece of updates looks at the clock twice, or four times on a GPU: each run has made one by then.
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      if ((looks += 1) === 12) opened.cancel();
      return now();
    });
    const long = opened.advance(1e6);
    await expect(long).rejects.toMatchObject({ name: "AbortError" });
    clock.mockRestore();
    const { iteration } = await opened.advance(0);
    expect(iteration).toBeGreaterThan(0);
    await opened.advance(3);
    expect(opened.losses).toEqual(await undisturbed(config, iteration + 3));
    const waiting = opened.advance(1);
    opened.cancel();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect((await opened.advance(0)).iteration).toBe(iteration + 3);
  });

  test("compares the losses with float64 and with the network that equal units amount to", async () => {
    const { machine, ...opened } = new Opened(gpu);
    await machine.start(1, config, "light");
    await machine.advance(2, 30, { since: 0, ranks: false });
    const check = await machine.check(3, 1000);
    expect(check.iterations).toBe(30);
    for (const { losses, worst, bound, passed } of check.runs) {
      expect(passed && worst <= bound && bound < 1e-4).toBe(true);
      expect(losses.length).toBe(31);
    }
    expect(check.runs.map(({ collapsed }) => collapsed?.length)).toEqual([31, undefined]);
    expect((await machine.check(4, 12)).iterations).toBe(12);
    expect(opened.heard).toEqual([]);
  });
});

/** The GPU as hardware that can be taken away; its devices hold what `live` counts. */
async function countedGpu(live: LiveBuffers) {
  const counted = await changedGpu((device) => live.watch(device), "acme");
  const here = { isAway: false };
  const requestAdapter: GPU["requestAdapter"] = (options) =>
    here.isAway ? Promise.resolve(null) : counted.requestAdapter(options);
  return { gpu: { requestAdapter } as unknown as GPU, here };
}

test("a hardware GPU that fails leaves its place to float64, at the same update, and is freed of the runs", async () => {
  const live = new LiveBuffers();
  let isBroken = false;
  const failing = await changedGpu((device) => {
    live.watch(device);
    const submit = device.queue.submit.bind(device.queue);
    device.queue.submit = (buffers) => {
      if (isBroken) throw new Error("planted");
      submit(buffers);
    };
  }, "acme");
  const opened = new Opened(failing);
  await opened.start({ ...SMALL, engine: "auto" });
  expect((await opened.advance(30)).engine.kind).toBe("gpu");
  isBroken = true;
  expect(await opened.advance(10)).toMatchObject({ iteration: 40, engine: { kind: "cpu" } });
  expect(opened.heard.at(-1)).toMatchObject({
    gpu: null,
    reason: expect.stringMatching(/^The GPU failed, and the CPU/),
  });
  expect(live.now.count).toBe(0);
});

describe("a device that is lost", () => {
  test("is asked for again, and the runs go on from the last frame to the bit", async () => {
    const opened = new Opened(gpu);
    await opened.start({ ...SMALL, optimizer: "momentum" });
    await opened.advance(30);
    await opened.machine.loseDevice();
    expect(await opened.advance(10)).toMatchObject({ iteration: 40, engine: { kind: "gpu" } });
    expect(opened.losses).toEqual(await undisturbed({ ...SMALL, optimizer: "momentum" }, 40));
    await vi.waitFor(() => expect(opened.heard.at(-1)).toMatchObject({ gpu: { kind: "gpu" } }));
    expect(opened.heard[0]).toMatchObject({ gpu: null, mayReturn: true });
  });

  test("leaves its place to float64 for the fastest, which keeps it until the next start", async () => {
    const { gpu: counted, here } = await countedGpu(new LiveBuffers());
    const opened = new Opened(counted);
    expect((await opened.start({ ...SMALL, engine: "auto" })).engine.kind).toBe("gpu");
    await opened.advance(30);
    here.isAway = true;
    await opened.machine.loseDevice();
    expect(await opened.advance(10)).toMatchObject({ iteration: 40, engine: { kind: "cpu" } });
    expect(opened.heard.at(-1)).toMatchObject({ gpu: null });
    here.isAway = false;
    expect((await opened.advance(1)).engine.kind).toBe("cpu");
    expect((await opened.start({ ...SMALL, engine: "auto" })).engine.kind).toBe("gpu");
  });

  test("is told of in a sentence where the GPU was asked for, and nothing is lost", async () => {
    const { gpu: counted, here } = await countedGpu(new LiveBuffers());
    const opened = new Opened(counted);
    await opened.start(SMALL);
    await opened.advance(30);
    here.isAway = true;
    await opened.machine.loseDevice();
    await expect(opened.advance(10)).rejects.toThrow(/no GPU adapter\. Choose another engine, or reload/);
    here.isAway = false;
    expect((await opened.advance(10)).iteration).toBe(40);
  });
});

test("canvases over which a device is lost cost pictures for a moment, and no update", async () => {
  const lost: GPUDevice[] = [];
  const taking = {
    configure: ({ device }: GPUCanvasConfiguration) => {
      lost.push(device);
      device.destroy();
    },
  };
  vi.stubGlobal("navigator", { gpu: { getPreferredCanvasFormat: () => "rgba8unorm" } });
  vi.stubGlobal("ImageData", Object);
  const canvas = (kind: string, own: unknown): OffscreenCanvas =>
    ({ getContext: (asked: string) => (asked === kind ? own : null) }) as unknown as OffscreenCanvas;
  const opened = new Opened(gpu);
  await opened.start(SMALL);
  for (const side of [0, 1] as const) {
    await opened.machine.showBoundary(side, canvas("webgpu", taking), canvas("2d", { putImageData: () => undefined }));
  }
  for (const iteration of [10, 20, 30])
    expect(await opened.advance(10)).toMatchObject({ iteration, engine: { kind: "gpu" } });
  // Each side's canvas had its try.
  expect(lost.length).toBe(2);
  expect((await opened.advance(0)).runs.map(({ paintedOn }) => paintedOn)).toEqual(["2d", "2d"]);
  expect(opened.losses).toEqual(await undisturbed(SMALL, 30));
  vi.unstubAllGlobals();
});

test("a canvas that is resized is painted at once, in its new size", async () => {
  const sizes: number[] = [];
  const gpuCanvas = { width: 64, height: 64, getContext: () => onGpu };
  const textures: GPUTexture[] = [];
  let device: GPUDevice;
  const onGpu = {
    configure: (own: GPUCanvasConfiguration) => void (device = own.device),
    getCurrentTexture: () => {
      sizes.push(gpuCanvas.width);
      const size = [gpuCanvas.width, gpuCanvas.height];
      textures.push(device.createTexture({ size, format: "rgba8unorm", usage: GPUTextureUsage.RENDER_ATTACHMENT }));
      return textures.at(-1)!;
    },
  };
  vi.stubGlobal("navigator", { gpu: { getPreferredCanvasFormat: () => "rgba8unorm" } });
  const opened = new Opened(gpu);
  const plain = { getContext: () => null } as unknown as OffscreenCanvas;
  await opened.machine.showBoundary(1, gpuCanvas as unknown as OffscreenCanvas, plain);
  // Nothing to paint yet.
  await opened.machine.resizeBoundary(1, 96);
  await opened.start(SMALL);
  await opened.advance(1);
  await opened.machine.resizeBoundary(1, 128);
  expect(sizes).toEqual([96, 128]);
  for (const texture of textures) texture.destroy();
  vi.unstubAllGlobals();
});

test("a thousand resets and fifty starts hold no more of the GPU than the first", async () => {
  const live = new LiveBuffers();
  const opened = new Opened((await countedGpu(live)).gpu);
  await opened.start(SMALL);
  await opened.advance(2);
  await opened.reset();
  const first = live.now;
  expect(first.count).toBeGreaterThan(4);
  for (let time = 1; time < 1000; time += 1) await opened.reset();
  expect(live.now).toEqual(first);
  for (let time = 0; time < 50; time += 1) await opened.start(SMALL);
  expect(live.now).toEqual(first);
});
