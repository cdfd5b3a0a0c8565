import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withErrorScopes } from "../../src/gpu/errors.ts";
import { GpuEngine, openGpuEngine } from "../../src/gpu/gpuEngine.ts";
import { LayeredPath } from "../../src/gpu/layeredPath.ts";
import { GpuPainter } from "../../src/gpu/picture/gpuPainter.ts";
import { readBackPicture } from "../../src/gpu/picture/readBackPicture.ts";
import { pictureColours } from "../../src/ui/signal-picture/pictureColours.ts";
import { pictureCells, pictureImage } from "../../src/ui/signal-picture/pictureImage.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

let engine: GpuEngine;
let painter: GpuPainter;
beforeAll(async () => {
  engine = (await openGpuEngine(await requestTestGpu()))!;
  painter = await GpuPainter.open(engine.context, "rgba8unorm");
});
afterAll(() => {
  painter.destroy();
  engine.destroy();
});

const colours = pictureColours("light");
const inputs = normals(4, 12);

/** Rows of a copied texture start at multiples of this many bytes. */
const ROW_BYTES = 256;

/** What the painter paints of the engine's latest run, as RGBA bytes without padding. */
async function painted(on: GpuEngine, decades: number): Promise<Uint8Array> {
  const { device } = on.context;
  const picture = on.picture!;
  const cells = pictureCells(picture);
  const size = { width: cells.columns, height: 2 * cells.rows + cells.gap };
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const target = device.createTexture({ size, format: "rgba8unorm", usage });
  const bytesPerRow = Math.ceil((4 * size.width) / ROW_BYTES) * ROW_BYTES;
  const buffer = device.createBuffer({
    size: bytesPerRow * size.height,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  try {
    await withErrorScopes(device, "the test", () => {
      painter.paint(target, picture, { ...cells, decades, colours });
      const encoder = device.createCommandEncoder();
      encoder.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow }, size);
      device.queue.submit([encoder.finish()]);
    });
    await buffer.mapAsync(GPUMapMode.READ);
    const padded = new Uint8Array(buffer.getMappedRange().slice(0));
    const rows = Array.from({ length: size.height }, (_, row) =>
      padded.subarray(row * bytesPerRow, row * bytesPerRow + 4 * size.width),
    );
    return Uint8Array.from(rows.flatMap((row) => [...row]));
  } finally {
    target.destroy();
    buffer.destroy();
  }
}

/** The worst difference of two images' bytes; a magnitude on the edge of two colours may take either. */
function worstDifference(ours: Uint8Array, wanted: Uint8ClampedArray): number {
  if (ours.length !== wanted.length) return Infinity;
  return ours.reduce((worst, byte, at) => Math.max(worst, Math.abs(byte - wanted[at]!)), 0);
}

/** Neighbouring colours differ by no more than this in a channel. */
const ONE_STEP = Math.max(...colours.subarray(4, -4).map((byte, at) => Math.abs(byte - colours[at + 8]!)));

describe("the painter paints from the plan's buffer what the numbers say", () => {
  test.each([
    ["one cell", [1, 1, 1]],
    ["more units than layers", [1, 7, 7, 7, 1]],
    ["wider inputs than layers", [9, 4, 4, 2]],
    ["more layers than cells", [1, ...new Array<number>(1500).fill(2), 1]],
  ])("%s", async (_name, sizes) => {
    const network = randomNetwork(sizes, "relu", { gain: 3 });
    const values = normals(4, 6 * sizes[0]!);
    await engine.signalStatistics(network, values, values);
    const picture = await readBackPicture(engine.context, engine.picture!);
    for (const decades of [2, 40]) {
      const wanted = pictureImage(picture, decades, colours);
      expect(worstDifference(await painted(engine, decades), wanted)).toBeLessThanOrEqual(ONE_STEP);
    }
  });

  test("silent units", async () => {
    const network = randomNetwork([1, 16, 16, 1], "relu");
    await engine.signalStatistics(network, normals(4, 1), normals(4, 1));
    const picture = await readBackPicture(engine.context, engine.picture!);
    const silent = picture.activation.findIndex((value) => value === -Infinity);
    expect(silent).toBeGreaterThanOrEqual(0);
    const [layer, unit] = [Math.floor(silent / 16), silent % 16];
    // Each unit takes five rows of two pixels.
    const at = 4 * (5 * unit * 2 + layer);
    expect([...(await painted(engine, 2)).subarray(at, at + 4)]).toEqual([...colours.subarray(0, 4)]);
  });

  test("of a network that goes layer by layer", async () => {
    const layered = new GpuEngine(engine.context, [new LayeredPath(engine.context)]);
    const network = randomNetwork([1, 5, 5, 5, 1], "tanh");
    const { picture } = await layered.signalStatistics(network, inputs, inputs, { picture: true });
    const wanted = pictureImage(picture!, 2, colours);
    expect(worstDifference(await painted(layered, 2), wanted)).toBeLessThanOrEqual(ONE_STEP);
  });
});

test("the buffer read back is the picture that a run brings", async () => {
  const network = randomNetwork([3, 6, 6, 2], "relu");
  const values = normals(4, 3 * 8);
  const { picture } = await engine.signalStatistics(network, values, values, { picture: true });
  expect(await readBackPicture(engine.context, engine.picture!)).toEqual(picture);
});

test("there is nothing to paint after one pass alone, nor of layers of different widths", async () => {
  const network = randomNetwork([1, 6, 6, 1], "relu");
  await engine.forwardStatistics(network, inputs);
  expect(engine.picture).toBeNull();
  const uneven = randomNetwork([1, 6, 5, 1], "relu");
  await engine.signalStatistics(uneven, inputs, inputs);
  expect(engine.picture).toBeNull();
});
