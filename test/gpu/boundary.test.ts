import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openContext, type GpuContext } from "../../src/gpu/context.ts";
import { withErrorScopes } from "../../src/gpu/errors.ts";
import { groupsAtOnce, groupsOf, pointsAlong } from "../../src/gpu/training/boundary/boundaryShape.ts";
import { GpuBoundary, type GpuBoundaryCells } from "../../src/gpu/training/boundary/gpuBoundary.ts";
import { GpuBoundaryPainter } from "../../src/gpu/training/boundary/gpuBoundaryPainter.ts";
import { readBoundary } from "../../src/gpu/training/boundary/readBoundary.ts";
import { type BoundaryGrid, gridInputs } from "../../src/model/boundary.ts";
import { NONLINEARITIES } from "../../src/model/nonlinearities.ts";
import type { LossId, TrainedNetwork } from "../../src/model/training.ts";
import { parameterCount } from "../../src/model/trainingShapes.ts";
import { boundaryImage } from "../../src/ui/training-boundary/boundaryImage.ts";
import { boundaryLook } from "../../src/ui/training-boundary/boundaryColours.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { normals } from "../support/randomNetwork.ts";

let context: GpuContext;
let painter: GpuBoundaryPainter;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  painter = await GpuBoundaryPainter.open(context, "rgba8unorm");
});
afterAll(() => {
  painter.destroy();
  context.destroy();
});

const GRID: BoundaryGrid = { columns: 7, rows: 5, x: [-2, 3], y: [-1.5, 0.5] };

interface Case {
  readonly network: TrainedNetwork;
  readonly loss: LossId;
  readonly grid: BoundaryGrid;
}

const CASES: Readonly<Record<string, Case>> = {
  "the thread's network": {
    network: { sizes: [2, 3, 1], activation: "sigmoid", outputActivation: "sigmoid" },
    loss: "binary_crossentropy",
    grid: GRID,
  },
  "no hidden layer": {
    network: { sizes: [2, 1], activation: "relu", outputActivation: "tanh" },
    loss: "mean_squared_error",
    grid: { ...GRID, columns: 2, rows: 2 },
  },
  "a φ_out of its own": {
    network: { sizes: [2, 1, 8, 4, 1], activation: "gelu", outputActivation: "sigmoid" },
    loss: "mean_squared_error",
    grid: GRID,
  },
  "three classes": {
    network: { sizes: [2, 13, 6, 3], activation: "relu", outputActivation: "identity" },
    loss: "categorical_crossentropy",
    grid: { ...GRID, columns: 16, rows: 9 },
  },
  "two outputs, each a probability": {
    network: { sizes: [2, 5, 2], activation: "sine", outputActivation: "identity" },
    loss: "binary_crossentropy",
    grid: GRID,
  },
  "more than one dispatch": {
    network: { sizes: [2, 130, 130, 1], activation: "tanh", outputActivation: "identity" },
    loss: "binary_crossentropy",
    grid: { ...GRID, columns: 37, rows: 35 },
  },
};

/** Seeded parameters as a run keeps them: each layer (fanOut, fanIn + 1), weights of variance 2 / fanIn, the bias last. */
function randomParameters(sizes: readonly number[], factor = 1): Float32Array<ArrayBuffer> {
  const random = normals(7, parameterCount(sizes));
  let at = 0;
  return Float32Array.from(
    sizes.slice(1).flatMap((fanOut, layer) => {
      const fanIn = sizes[layer]!;
      return Array.from({ length: fanOut * (fanIn + 1) }, () => factor * Math.sqrt(2 / fanIn) * random[at++]!);
    }),
  );
}

/** Draws and reads back; everything drawn is freed. */
async function withCells<T>(
  { network, loss, grid }: Case,
  parameters: Float32Array<ArrayBuffer>,
  use: (cells: GpuBoundaryCells) => Promise<T>,
): Promise<T> {
  const boundary = await GpuBoundary.open(context, network, loss, grid);
  const size = parameters.byteLength;
  const buffer = context.device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  try {
    context.device.queue.writeBuffer(buffer, 0, parameters);
    return await use(
      await withErrorScopes(context.device, "the test", () => boundary.draw({ buffer, offset: 0, size })),
    );
  } finally {
    boundary.destroy();
    buffer.destroy();
  }
}

/** No φ here is steeper than SELU at 0; φ itself is computed to a few units in the last place. */
const STEEPEST = 1.76;
const PHI_ERROR = 2 ** -20;
/** Half a unit in float32's last place. */
const ROUNDING = 2 ** -24;

/** What float64 makes of one point, and how far float32 may be from it: each sum of n terms errs by n + 2 roundings. */
function expectedScores({ network, loss }: Case, parameters: Float32Array, point: readonly number[]) {
  const { sizes } = network;
  let values = [...point];
  // A coordinate is a share of the plane's extent, rounded twice.
  let errors = point.map(() => 8 * ROUNDING * 3);
  let first = 0;
  sizes.slice(1).forEach((fanOut, layer) => {
    const fanIn = sizes[layer]!;
    const last = layer === sizes.length - 2;
    const phi = NONLINEARITIES[last ? network.outputActivation : network.activation];
    const isLinear = last && loss !== "mean_squared_error";
    const units = Array.from({ length: fanOut }, (_, unit) => {
      const row = parameters.subarray(first + unit * (fanIn + 1), first + (unit + 1) * (fanIn + 1));
      const z = values.reduce((sum, h, k) => sum + row[k]! * h, row[fanIn]!);
      const size = values.reduce((sum, h, k) => sum + Math.abs(row[k]! * h), Math.abs(row[fanIn]!));
      const carried = errors.reduce((sum, error, k) => sum + Math.abs(row[k]!) * error, 0);
      const error = carried + (fanIn + 2) * ROUNDING * size;
      if (isLinear) return [z, error] as const;
      return [phi.value(z), STEEPEST * error + PHI_ERROR * Math.abs(phi.value(z))] as const;
    });
    values = units.map(([value]) => value);
    errors = units.map(([, error]) => error);
    first += fanOut * (fanIn + 1);
  });
  return { values, errors };
}

describe.each(Object.entries(CASES))("%s", (_name, shape) => {
  const { network, grid } = shape;
  const points = grid.columns * grid.rows;

  test("every cell is what float64 makes of its point", async () => {
    const parameters = randomParameters(network.sizes);
    const { scores, ...rest } = await withCells(shape, parameters, (cells) => readBoundary(context, cells));
    const outputs = network.sizes.at(-1)!;
    expect(rest).toMatchObject({ columns: grid.columns, rows: grid.rows, outputs });
    expect(scores.length).toBe(outputs * points);
    const inputs = gridInputs(grid);
    expect([inputs[0], inputs[points - 1], inputs[points], inputs[2 * points - 1]]).toEqual([...grid.x, ...grid.y]);
    const far: string[] = [];
    for (let point = 0; point < points; point += 1) {
      const { values, errors } = expectedScores(shape, parameters, [inputs[point]!, inputs[points + point]!]);
      values.forEach((value, output) => {
        const score = scores[output * points + point]!;
        if (!(Math.abs(score - value) <= errors[output]!)) far.push(`${point}, ${output}: ${score}, not ${value}`);
      });
    }
    expect(far).toEqual([]);
  });

  test.each(["light", "dark"] as const)("is painted as its numbers say, %s", async (theme) => {
    const size = { width: 61, height: 47 };
    const look = boundaryLook(theme, size.width);
    const { ours, cells } = await withCells(shape, randomParameters(network.sizes), async (drawn) => ({
      ours: await paintedBytes(drawn, look, size),
      cells: await readBoundary(context, drawn),
    }));
    expectAlike(ours, boundaryImage(cells, look, size));
  });
});

/** Rows of a copied texture start at multiples of this many bytes. */
const ROW_BYTES = 256;

/** What the GPU paints of drawn cells, RGBA bytes without padding. */
async function paintedBytes(
  cells: GpuBoundaryCells,
  look: ReturnType<typeof boundaryLook>,
  size: { readonly width: number; readonly height: number },
): Promise<number[]> {
  const { device } = context;
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const target = device.createTexture({ size, format: "rgba8unorm", usage });
  const bytesPerRow = Math.ceil((4 * size.width) / ROW_BYTES) * ROW_BYTES;
  const bytes = bytesPerRow * size.height;
  const buffer = device.createBuffer({ size: bytes, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  try {
    await withErrorScopes(device, "the test", () => {
      painter.paint(target, cells, look);
      const encoder = device.createCommandEncoder();
      encoder.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow }, size);
      device.queue.submit([encoder.finish()]);
    });
    await buffer.mapAsync(GPUMapMode.READ);
    const padded = new Uint8Array(buffer.getMappedRange().slice(0));
    return Array.from({ length: size.height }, (_, row) => [
      ...padded.subarray(row * bytesPerRow, row * bytesPerRow + 4 * size.width),
    ]).flat();
  } finally {
    target.destroy();
    buffer.destroy();
  }
}

/** Neighbours among the colours differ by a byte at most, and a blend is rounded once more. */
const MOST_APART = 2;

function expectAlike(ours: readonly number[], wanted: Uint8ClampedArray): void {
  expect(ours.length).toBe(wanted.length);
  const worst = ours.reduce((most, byte, at) => Math.max(most, Math.abs(byte - wanted[at]!)), 0);
  expect(worst).toBeLessThanOrEqual(MOST_APART);
}

test("equal parameters make one colour without a line, and a line parts two classes", async () => {
  const shape = CASES["the thread's network"]!;
  const size = { width: 16, height: 16 };
  const look = boundaryLook("light", size.width);
  const paint = (parameters: Float32Array<ArrayBuffer>): Promise<number[]> =>
    withCells(shape, parameters, (cells) => paintedBytes(cells, look, size));
  const pixels = (bytes: readonly number[]): Set<string> =>
    new Set(Array.from({ length: bytes.length / 4 }, (_, pixel) => bytes.slice(4 * pixel, 4 * pixel + 4).join()));
  const line = [...look.colours.subarray(0, 4)].join();
  const even = pixels(await paint(new Float32Array(parameterCount(shape.network.sizes))));
  expect(even.size).toBe(1);
  expect(even.has(line)).toBe(false);
  expect(pixels(await paint(randomParameters(shape.network.sizes, 4))).has(line)).toBe(true);
});

test.each(Object.entries(CASES))("the largest parameters leave no number out: %s", async (_name, shape) => {
  const size = { width: 20, height: 20 };
  const look = boundaryLook("dark", size.width);
  const huge = randomParameters(shape.network.sizes).map((value) => Math.sign(value) * 2 ** 100);
  const { ours, cells } = await withCells(shape, huge, async (drawn) => ({
    ours: await paintedBytes(drawn, look, size),
    cells: await readBoundary(context, drawn),
  }));
  expect(cells.scores.every((score) => Number.isFinite(score))).toBe(true);
  expectAlike(ours, boundaryImage(cells, look, size));
});

test("grids are as fine as the work allows, and a long one is cut into bands", () => {
  expect(pointsAlong([2, 3, 1], true)).toBe(128);
  const large = [2, ...Array.from({ length: 8 }, () => 64), 1];
  const side = pointsAlong(large, true);
  expect(side).toBeGreaterThanOrEqual(40);
  expect(side).toBeLessThan(128);
  const { network, grid } = CASES["more than one dispatch"]!;
  expect(groupsAtOnce(network.sizes, true)).toBeLessThan(groupsOf(grid));
});

test("refuses a network of other features, and a grid of one column", async () => {
  const { network, loss, grid } = CASES["the thread's network"]!;
  await expect(GpuBoundary.open(context, { ...network, sizes: [3, 1] }, loss, grid)).rejects.toThrow(
    "a boundary lies in a plane of 2 features; sizes are [3, 1]",
  );
  await expect(GpuBoundary.open(context, network, loss, { ...grid, columns: 1 })).rejects.toThrow("it has 1 and 5");
});
