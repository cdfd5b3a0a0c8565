import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { BoundaryScreen, type BoundaryScene } from "../../src/boundaryScreen.ts";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuTrainers } from "../../src/gpu/training/gpuTrainers.ts";
import { DEFAULT_SYMMETRY_CONFIG, type SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import type { Trainers } from "../../src/model/training.ts";
import { TrainingSession } from "../../src/trainingSession.ts";
import { changedGpu } from "../support/changedGpu.ts";
import { LiveBuffers } from "../support/liveBuffers.ts";

const live = new LiveBuffers();
let context: GpuContext;
beforeAll(async () => {
  context = (await openContext(await changedGpu((device) => live.watch(device))))!;
});
afterAll(() => context.destroy());
afterEach(() => void vi.unstubAllGlobals());

/** Rows of a copied texture come in multiples of 256 bytes, 64 pixels. */
const GPU_SIDE = 192;

/** Canvases as a browser's worker has them: a texture for the GPU, or none, and an image for plain numbers. */
function fakeCanvases(hasGpuCanvas: boolean) {
  const shown: { texture: GPUTexture | null; image: Uint8ClampedArray | null } = { texture: null, image: null };
  vi.stubGlobal(
    "ImageData",
    class {
      constructor(readonly data: Uint8ClampedArray) {}
    },
  );
  vi.stubGlobal("navigator", { gpu: { getPreferredCanvasFormat: () => "rgba8unorm" } });
  const onGpu = {
    configure: ({ device, format }: GPUCanvasConfiguration) => {
      const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
      shown.texture = device.createTexture({ size: [GPU_SIDE, GPU_SIDE], format, usage });
    },
    getCurrentTexture: () => shown.texture!,
  };
  const plain = { putImageData: ({ data }: { data: Uint8ClampedArray }) => void (shown.image = data) };
  const canvas = (kind: string, own: unknown): OffscreenCanvas =>
    ({
      width: 0,
      height: 0,
      getContext: (asked: string) => (asked === kind ? own : null),
    }) as unknown as OffscreenCanvas;
  const gpuCanvas = canvas("webgpu", hasGpuCanvas ? onGpu : null);
  return { screen: new BoundaryScreen(gpuCanvas, canvas("2d", plain)), shown, gpuCanvas };
}

type Canvases = ReturnType<typeof fakeCanvases>;

/** Colours are compared at so many places across a picture, and down it. */
const PLACES = 16;

function sampled(image: Uint8ClampedArray): number[] {
  const side = Math.sqrt(image.length / 4);
  const at = (place: number): number => Math.floor(((place + 0.5) / PLACES) * side);
  return Array.from({ length: PLACES ** 2 }, (_, place) => {
    const pixel = at(Math.floor(place / PLACES)) * side + at(place % PLACES);
    return [...image.subarray(4 * pixel, 4 * pixel + 3)];
  }).flat();
}

function meanDifference(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) / one.length;
}

async function textureBytes({ device }: GpuContext, texture: GPUTexture): Promise<Uint8ClampedArray> {
  const size = 4 * GPU_SIDE * GPU_SIDE;
  const buffer = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const encoder = device.createCommandEncoder();
  encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow: 4 * GPU_SIDE }, [GPU_SIDE, GPU_SIDE]);
  device.queue.submit([encoder.finish()]);
  await buffer.mapAsync(GPUMapMode.READ);
  const bytes = new Uint8ClampedArray(buffer.getMappedRange().slice(0));
  buffer.destroy();
  return bytes;
}

/** The boundary of the random start after so many updates, painted by such trainers on such canvases. */
async function painted(trainers: Trainers, scene: BoundaryScene, updates: number, hasGpuCanvas: boolean) {
  const { screen, shown } = fakeCanvases(hasGpuCanvas);
  const run = await trainers.start(scene.setup);
  await run.advance(updates);
  const on = await screen.paint(run, await run.state(), scene, "light");
  const image = on === "webgpu" ? await textureBytes(context, shown.texture!) : shown.image!;
  screen.destroy();
  run.destroy();
  shown.texture?.destroy();
  return { on, colours: sampled(image) };
}

/** Updates so large that the boundaries before and after one have little in common. */
async function openScenes(change: Partial<SymmetryConfig> = {}): Promise<readonly [BoundaryScene, BoundaryScene]> {
  const config = { ...DEFAULT_SYMMETRY_CONFIG, samples: 40, learningRate: 30, ...change };
  return (await TrainingSession.open(config, {})).scenes;
}

test("shows the present parameters alike: on the GPU's canvas, read back where that fails, and in float64", async () => {
  const [, random] = await openScenes();
  const gpu = new GpuTrainers(context);
  const onGpu = await painted(gpu, random, 3, true);
  const readBack = await painted(gpu, random, 3, false);
  const float64 = await painted(new CpuTrainers(), random, 3, true);
  expect([onGpu.on, readBack.on, float64.on]).toEqual(["webgpu", "2d", "2d"]);
  // Grids and pictures of other sizes put the line through other pixels, a few in a hundred.
  expect(meanDifference(onGpu.colours, float64.colours)).toBeLessThan(4);
  expect(meanDifference(readBack.colours, float64.colours)).toBeLessThan(4);
  for (const updates of [2, 4]) {
    const { colours } = await painted(gpu, random, updates, true);
    expect(meanDifference(colours, float64.colours)).toBeGreaterThan(10);
  }
});

test("gives the GPU's canvas another size with the next picture, and only then", async () => {
  const [, scene] = await openScenes();
  const { screen, shown, gpuCanvas } = fakeCanvases(true);
  const run = await new GpuTrainers(context).start(scene.setup);
  const paint = async (): Promise<unknown> => screen.paint(run, await run.state(), scene, "light");
  screen.resize(64);
  expect([gpuCanvas.width, gpuCanvas.height]).toEqual([0, 0]);
  expect(await paint()).toBe("webgpu");
  expect([gpuCanvas.width, gpuCanvas.height]).toEqual([64, 64]);
  expect(await paint()).toBe("webgpu");
  expect(gpuCanvas.width).toBe(64);
  screen.destroy();
  run.destroy();
  shown.texture!.destroy();
});

test("is finer on the canvas for plain numbers while the runs rest", async () => {
  const [, scene] = await openScenes();
  const { screen, shown } = fakeCanvases(false);
  const run = await new CpuTrainers().start(scene.setup);
  await run.advance(3);
  const pixels = async (isResting: boolean): Promise<number> => {
    expect(await screen.paint(run, await run.state(), scene, "light", isResting)).toBe("2d");
    return shown.image!.length / 4;
  };
  const moving = await pixels(false);
  const movingColours = sampled(shown.image!);
  expect(await pixels(true)).toBe(4 * moving);
  // The same picture: the line alone, of other pixels, may differ.
  expect(meanDifference(sampled(shown.image!), movingColours)).toBeLessThan(4);
  expect(await pixels(false)).toBe(moving);
  screen.destroy();
});

test("paints one scene after the other on the same canvases, each as on its own, without holding more of the GPU", async () => {
  const gpu = new GpuTrainers(context);
  const show = async ({ screen, shown }: Canvases, change: Partial<SymmetryConfig>, side: 0 | 1): Promise<number[]> => {
    const scene = (await openScenes(change))[side];
    const run = await gpu.start(scene.setup);
    expect(await screen.paint(run, await run.state(), scene, "dark")).toBe("webgpu");
    run.destroy();
    return sampled(await textureBytes(context, shown.texture!));
  };
  const free = ({ screen, shown }: Canvases): void => {
    screen.destroy();
    shown.texture!.destroy();
  };
  // Another network over another plane.
  const other: Partial<SymmetryConfig> = { layers: [2, 8, 1], data: "roasting" };
  const own = fakeCanvases(true);
  const wanted = await show(own, other, 1);
  free(own);
  const canvases = fakeCanvases(true);
  const before = await show(canvases, {}, 1);
  const first = live.now;
  expect(await show(canvases, other, 1)).toEqual(wanted);
  // Zeros have no boundary: every place is as probable as any other.
  expect(new Set(await show(canvases, {}, 0)).size).toBeLessThanOrEqual(3);
  expect(await show(canvases, {}, 1)).toEqual(before);
  expect(live.now).toEqual(first);
  free(canvases);
  await vi.waitFor(() => expect(live.now.count).toBe(0));
});

test("asks anew where a boundary could not be made, and says so where it could not be drawn", async () => {
  const [, scene] = await openScenes();
  const { screen, shown } = fakeCanvases(true);
  const run = await new GpuTrainers(context).start(scene.setup);
  const state = await run.state();
  const before = live.now;
  const paint = (): ReturnType<BoundaryScreen["paint"]> => screen.paint(run, state, scene, "light");
  const { device } = context;
  const create = device.createBuffer.bind(device);
  const planted = vi.spyOn(device, "createBuffer").mockImplementation((descriptor) => {
    // A usage that no buffer may have fails as memory that runs out does: apart from the call.
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE;
    return create(descriptor.label === "boundary scores" ? { ...descriptor, usage } : descriptor);
  });
  await expect(paint()).rejects.toThrow("allocating a boundary");
  expect(live.now).toEqual(before);
  planted.mockRestore();
  expect(await paint()).toBe("webgpu");
  run.destroy();
  // Its parameters are gone.
  await expect(paint()).rejects.toThrow("the boundary's picture");
  screen.destroy();
  shown.texture!.destroy();
  await vi.waitFor(() => expect(live.now.count).toBe(0));
});
