import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { DiagramPainter } from "../../src/diagramPainter.ts";
import type { DiagramPainted, DiagramRequest } from "../../src/experiments/theory/theoryLab.ts";
import { GpuContext, openContext } from "../../src/gpu/context.ts";
import { readCells } from "../../src/gpu/diagram/cellBytes.ts";
import { GpuDiagramPainter } from "../../src/gpu/diagram/gpuDiagramPainter.ts";
import { GpuDiagrams } from "../../src/gpu/diagram/gpuDiagrams.ts";
import { withErrorScopes } from "../../src/gpu/errors.ts";
import { DIAGRAM_QUANTITIES, type DiagramQuantity, type DiagramWindow } from "../../src/model/diagram.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { diagramColours } from "../../src/ui/theory-diagram/diagramColours.ts";
import { diagramImage, stripePeriod } from "../../src/ui/theory-diagram/diagramImage.ts";
import { DIAGRAM_SCALES } from "../../src/ui/theory-diagram/diagramScale.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

let context: GpuContext;
let diagrams: GpuDiagrams;
let painter: GpuDiagramPainter;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  diagrams = new GpuDiagrams(context);
  painter = await GpuDiagramPainter.open(context, "rgba8unorm");
});
afterAll(() => {
  painter.destroy();
  diagrams.destroy();
  context.destroy();
});
afterEach(() => void vi.unstubAllGlobals());

/** Rows of a copied texture start at multiples of this many bytes. */
const ROW_BYTES = 256;

/** A window's picture as the GPU paints it and as its numbers say, RGBA bytes without padding. */
async function bothImages(window: DiagramWindow, quantity: DiagramQuantity, theme: "light" | "dark") {
  const { device } = context;
  const size = { width: window.columns, height: window.rows };
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const target = device.createTexture({ size, format: "rgba8unorm", usage });
  const bytesPerRow = Math.ceil((4 * size.width) / ROW_BYTES) * ROW_BYTES;
  const bytes = bytesPerRow * size.height;
  const buffer = device.createBuffer({ size: bytes, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  try {
    const drawn = await diagrams.draw(window);
    const colours = diagramColours(quantity, theme);
    await withErrorScopes(device, "the test", () => {
      const look = { ...DIAGRAM_SCALES[quantity], quantity, colours, period: stripePeriod(window.columns) };
      painter.paint(target, drawn, look);
      const encoder = device.createCommandEncoder();
      encoder.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow }, size);
      device.queue.submit([encoder.finish()]);
    });
    await buffer.mapAsync(GPUMapMode.READ);
    const padded = new Uint8Array(buffer.getMappedRange().slice(0));
    const rows = Array.from({ length: size.height }, (_, row) => [
      ...padded.subarray(row * bytesPerRow, row * bytesPerRow + 4 * size.width),
    ]);
    return { ours: rows.flat(), wanted: diagramImage(await readCells(context, drawn), quantity, colours), colours };
  } finally {
    target.destroy();
    buffer.destroy();
  }
}

/** ReLU's has numbers and infinities, the identity's also what has no correlation; zero where nothing varies. */
const WINDOWS: readonly (readonly [name: string, window: DiagramWindow])[] = [
  ["tanh", { activation: "tanh", sigmaW2: [0, 6], sigmaB2: [0, 3], columns: 70, rows: 33 }],
  ["ReLU", { activation: "relu", sigmaW2: [0, 4], sigmaB2: [0, 1], columns: 256, rows: 40 }],
  ["the identity", { activation: "identity", sigmaW2: [0, 4], sigmaB2: [0, 1], columns: 64, rows: 64 }],
  ["no variance", { activation: "silu", sigmaW2: [0, 0], sigmaB2: [0, 0], columns: 3, rows: 5 }],
];

describe.each(WINDOWS)("the GPU paints %s as its numbers say", (_name, window) => {
  test.each(DIAGRAM_QUANTITIES)("%s", async (quantity) => {
    for (const theme of ["light", "dark"] as const) {
      const { ours, wanted, colours } = await bothImages(window, quantity, theme);
      // A number on the edge of two colours may take either: neighbours on the scale differ by no more than this.
      const scale = colours.subarray(24);
      const step = Math.max(...scale.subarray(4).map((byte, at) => Math.abs(byte - scale[at]!)));
      expect(ours.length).toBe(wanted.length);
      const worst = ours.reduce((most, byte, at) => Math.max(most, Math.abs(byte - wanted[at]!)), 0);
      expect(worst).toBeLessThanOrEqual(step);
    }
  });
});

/** A canvas for plain numbers that keeps what was put on it, and none for WebGPU, as in a browser that has none in workers. */
function fakeCanvases() {
  const images: { readonly data: Uint8ClampedArray; readonly width: number }[] = [];
  vi.stubGlobal(
    "ImageData",
    class {
      constructor(
        readonly data: Uint8ClampedArray,
        readonly width: number,
      ) {}
    },
  );
  const canvas = (name: string): OffscreenCanvas =>
    ({
      width: 0,
      height: 0,
      getContext: (kind: string) =>
        kind === name ? { putImageData: (image: (typeof images)[number]) => void images.push(image) } : null,
    }) as unknown as OffscreenCanvas;
  return { images, gpu: canvas("none"), plain: canvas("2d") };
}

const REQUEST: DiagramRequest = {
  window: { activation: "tanh", sigmaW2: [0, 6], sigmaB2: [0, 3], columns: 256, rows: 256 },
  quantity: "chi1",
  theme: "light",
  engine: "cpu",
};

/** A painter on fake canvases, with what it opens for a GPU. */
function openPainter(openGpu: () => Promise<GpuContext | null>) {
  const canvases = fakeCanvases();
  const own = new DiagramPainter(openGpu);
  own.show(canvases.gpu, canvases.plain);
  return { own, ...canvases };
}

describe("the painter", () => {
  test("asks for canvases before it computes anything", async () => {
    const own = new DiagramPainter(() => Promise.resolve(context));
    await expect(own.draw({ ...REQUEST, engine: "gpu" })).rejects.toThrow("not handed over the diagram's canvases");
  });

  test("paints coarse to fine, and ends with the window's own size", async () => {
    const { own, images } = openPainter(() => Promise.resolve(null));
    const coarse: DiagramPainted[] = [];
    const painted = await own.draw(REQUEST, { onCoarse: (picture) => void coarse.push(picture) });
    expect(painted).toMatchObject({ engine: { kind: "cpu" }, on: "2d", columns: 256, rows: 256, cells: 65536 });
    expect(coarse.length).toBeGreaterThanOrEqual(1);
    expect(coarse[0]).toMatchObject({ columns: 32, rows: 32 });
    expect(images.map(({ width }) => width)).toEqual([...coarse, painted].map(({ columns }) => columns));
    own.destroy();
  });

  test("paints another quantity of the same window without computing it again", async () => {
    const { own, images } = openPainter(() => Promise.resolve(null));
    const first = await own.draw(REQUEST);
    const before = images.length;
    const again = await own.draw({ ...REQUEST, quantity: "cStar", theme: "dark" });
    expect(again).toEqual(first);
    expect(images.length).toBe(before + 1);
    expect(images.at(-1)!.data).not.toEqual(images.at(-2)!.data);
    own.destroy();
  });

  test("computes on the GPU where it is asked for, and paints numbers where its canvas fails", async () => {
    const { own, images } = openPainter(() => Promise.resolve(context));
    const request = { ...REQUEST, window: { ...REQUEST.window, columns: 40, rows: 30 } };
    const onGpu = await own.draw({ ...request, engine: "gpu" });
    const onCpu = await own.draw(request);
    expect(onGpu).toMatchObject({ engine: { kind: "gpu" }, on: "2d", columns: 40, rows: 30 });
    expect(onGpu.reason).toMatch(/^The GPU cannot paint on the page itself\. This browser has no WebGPU canvas here\./);
    expect(onCpu).toMatchObject({ engine: { kind: "cpu" }, on: "2d", reason: null });
    expect(images.map(({ width }) => width)).toEqual([40, 40]);
    own.destroy();
  });

  test("prefers a GPU that is not software", async () => {
    const hardware = new GpuContext(context.device, { ...context.info, software: false });
    const { own } = openPainter(() => Promise.resolve(hardware));
    expect(await own.draw({ ...REQUEST, engine: "auto" })).toMatchObject({ engine: { kind: "gpu" }, columns: 256 });
    own.destroy();
  });

  const small = { ...REQUEST, window: { ...REQUEST.window, columns: 20, rows: 20 } };

  /** A GPU that is no software and fails at every kernel, and how often it was asked for one. */
  async function failingGpu(): Promise<{ broken: GpuContext; asked(): number }> {
    const own = (await openContext(await requestTestGpu()))!;
    const broken = new GpuContext(own.device, { ...own.info, software: false });
    let count = 0;
    broken.device.createComputePipelineAsync = () => {
      count += 1;
      return Promise.reject(new Error("planted"));
    };
    return { broken, asked: () => count };
  }

  test("leaves the fastest to float64 where there is no GPU, or software that nobody asked for", async () => {
    const software = new GpuContext(context.device, { ...context.info, software: true });
    for (const openGpu of [
      () => Promise.resolve(null),
      () => Promise.reject(new Error("no adapter")),
      () => Promise.resolve(software),
    ]) {
      const { own } = openPainter(openGpu);
      expect(await own.draw({ ...small, engine: "auto" })).toMatchObject({ engine: { kind: "cpu" }, reason: null });
      own.destroy();
    }
  });

  test("leaves the fastest to float64 where the GPU fails, says why, and does not try it again", async () => {
    const { broken, asked } = await failingGpu();
    const { own } = openPainter(() => Promise.resolve(broken));
    const reason = expect.stringMatching(/^The GPU failed at it\. .*did not compile/);
    expect(await own.draw({ ...small, engine: "auto" })).toMatchObject({ engine: { kind: "cpu" }, reason });
    const before = asked();
    expect(before).toBeGreaterThan(0);
    const other = { ...small, window: { ...small.window, columns: 21 } };
    expect(await own.draw({ ...other, engine: "auto" })).toMatchObject({ engine: { kind: "cpu" }, reason });
    expect(asked()).toBe(before);
    expect(await own.draw(other)).toMatchObject({ reason: null });
    own.destroy();
    broken.destroy();
  });

  test("fails where the GPU is asked for and fails, is lost or is not there", async () => {
    const { broken } = await failingGpu();
    const lost = (await openContext(await requestTestGpu()))!;
    lost.destroy();
    for (const [openGpu, sentence] of [
      [() => Promise.resolve(broken), /did not compile/],
      [() => Promise.resolve(lost), /lost/],
      [() => Promise.resolve(null), /no GPU/],
    ] as const) {
      const { own, images } = openPainter(openGpu);
      await expect(own.draw({ ...small, engine: "gpu" })).rejects.toThrow(sentence);
      expect(images).toEqual([]);
      own.destroy();
    }
    broken.destroy();
  });

  test("refuses what does not fit, heeds an abort, and paints on after both", async () => {
    const { own, images } = openPainter(() => Promise.resolve(null));
    const huge = { ...REQUEST, window: { ...REQUEST.window, columns: 1e5, rows: 1e5 } };
    await expect(own.draw(huge)).rejects.toThrow(LimitError);
    const stop = new AbortController();
    const stopped = own.draw(REQUEST, { signal: stop.signal, onCoarse: () => stop.abort() });
    const next = own.draw({ ...REQUEST, window: { ...REQUEST.window, columns: 9, rows: 9 } });
    await expect(stopped).rejects.toThrow("abort");
    expect(await next).toMatchObject({ columns: 9 });
    expect(images.at(-1)!.width).toBe(9);
    own.destroy();
  });
});
