import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CpuDiagrams } from "../../src/cpu/diagram/cpuDiagrams.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuDiagrams } from "../../src/gpu/diagram/gpuDiagrams.ts";
import { DIAGRAM_QUANTITIES, type DiagramCells, type DiagramWindow } from "../../src/model/diagram.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { nextMacrotask } from "../../src/model/pacer.ts";
import { cellFaults, expectedCell, wholeNumbers } from "../support/diagramTheory.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

let context: GpuContext;
let gpu: GpuDiagrams;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  gpu = new GpuDiagrams(context);
});
afterAll(() => {
  gpu.destroy();
  context.destroy();
});

/**
 * Float32 holds a number to 2^-24 = 6e-8. Tables: sums of blocks of 16 positive terms, about 12 blocks, each term of a
 * few roundings: 32 in all at most, or 2e-6. A cell's own variances, gain and logarithms take about 5 more.
 */
const EPSILON = 2.5e-6;

const ORDINARY = { sigmaW2: [0, 6], sigmaB2: [0, 3], columns: 64, rows: 64 } as const;

/** How many cells of each window are compared: 2,016 in all. */
const COMPARED = 36;

describe.each(NONLINEARITY_IDS)("%s", (activation) => {
  test.each([
    ["an ordinary window", ORDINARY],
    ["a wide window", { ...ORDINARY, sigmaW2: [0, 400], sigmaB2: [0, 100] }],
    [
      "a ragged window with hardly any bias",
      { ...ORDINARY, sigmaW2: [0.3, 3], sigmaB2: [0, 1e-3], columns: 51, rows: 29 },
    ],
    ["a window of a thousandth", { ...ORDINARY, sigmaW2: [1.9, 1.901], sigmaB2: [0.08, 0.081] }],
  ] as const)("random cells of %s are what theory says", async (_name, part) => {
    const window: DiagramWindow = { activation, ...part };
    const cells = await gpu.cells(window);
    const draw = wholeNumbers(2026, window.columns * window.rows);
    const compared = Array.from({ length: COMPARED }, () => {
      const cell = draw.next().value;
      return { cell, expected: expectedCell(window, cell, EPSILON) };
    });
    // What lies on an edge is excused: a few at most, so that the rest is a check.
    expect(compared.filter(({ expected }) => expected.isOnEdge).length).toBeLessThanOrEqual(2);
    expect(compared.flatMap(({ cell, expected }) => cellFaults(cells, cell, expected))).toEqual([]);
  });
});

/** A longer signal would grow for ever there: under GELU from 1 down to a fixed point, under SiLU up to the first of two. */
test.each([
  ["gelu", [0, 0.2]],
  ["silu", [0.2, 0.6]],
] as const)("of several fixed points q* is the first from 1 under %s", async (activation, sigmaB2) => {
  const window: DiagramWindow = { activation, sigmaW2: [2, 2.4], sigmaB2, columns: 16, rows: 16 };
  const cells = await gpu.cells(window);
  const all = Array.from(cells.kinds.qStar, (_, cell) => ({ cell, expected: expectedCell(window, cell, EPSILON) }));
  expect(all.flatMap(({ cell, expected }) => cellFaults(cells, cell, expected))).toEqual([]);
});

/**
 * Cells that rounding does not explain. Under tanh q* is off by less than 4 epsilon and chi1 by less than 5, or 1.3e-5, and
 * xi_c by as much times xi_c: 1.3e-3 where chi1 is 0.01 from 1, where xi_c is about 100.
 */
function differing(ours: DiagramCells, theirs: DiagramCells): number {
  let count = 0;
  for (let cell = 0; cell < ours.kinds.chi1.length; cell += 1) {
    if (Math.abs(theirs.values.chi1[cell]! - 1) < 0.01) continue;
    const isSame = DIAGRAM_QUANTITIES.every((quantity) => {
      const [a, b] = [ours.values[quantity][cell]!, theirs.values[quantity][cell]!];
      return (
        ours.kinds[quantity][cell] === theirs.kinds[quantity][cell] && Math.abs(a - b) <= 1e-3 * Math.abs(b) + 1e-4
      );
    });
    if (!isSame) count += 1;
  }
  return count;
}

describe("every cell is as in float64", () => {
  test.each([
    ["one cell", 1, 1],
    ["one tile", 8, 8],
    ["one row", 700, 1],
    ["one column", 1, 300],
    ["a cell more than a tile", 9, 17],
    ["512 x 512", 512, 512],
  ])("%s", async (_name, columns, rows) => {
    const window: DiagramWindow = { ...ORDINARY, sigmaB2: [0.1, 3], activation: "tanh", columns, rows };
    const ours = await gpu.cells(window);
    expect(ours.values.chi1.length).toBe(columns * rows);
    for (const quantity of DIAGRAM_QUANTITIES) expect(ours.values[quantity].every(Number.isFinite)).toBe(true);
    expect(differing(ours, await new CpuDiagrams().cells(window))).toBe(0);
  });
});

test("a smaller diagram after a larger one is not mixed with it", async () => {
  const small: DiagramWindow = { ...ORDINARY, activation: "tanh", columns: 5, rows: 3 };
  const before = await gpu.cells(small);
  await gpu.cells({ ...ORDINARY, activation: "relu" });
  expect(await gpu.cells(small)).toEqual(before);
});

test("what has no number has a kind, and no bit of Inf or NaN", async () => {
  const kinds: Record<string, string> = {};
  for (const [activation, sigmaW2, sigmaB2] of [
    ["relu", 3, 0.1],
    ["relu", 1, 0],
    ["relu", 2, 0],
    ["tanh", 0.5, 0],
    ["tanh", 0, 0.5],
    ["tanh", 0, 0],
    ["identity", 2, 1],
    ["identity", 1, 0],
  ] as const) {
    const window = {
      activation,
      sigmaW2: [sigmaW2, sigmaW2],
      sigmaB2: [sigmaB2, sigmaB2],
      columns: 1,
      rows: 1,
    } as const;
    const ours = await gpu.cells(window);
    expect(ours).toEqual(await new CpuDiagrams().cells(window));
    kinds[`${activation} ${sigmaW2} ${sigmaB2}`] = DIAGRAM_QUANTITIES.map((quantity) => ours.kinds[quantity][0]).join(
      "",
    );
  }
  // Positions in CELL_KINDS of chi1, q*, c* and xi_c.
  expect(kinds).toEqual({
    "relu 3 0.1": "0202",
    "relu 1 0": "0102",
    "relu 2 0": "0002",
    "tanh 0.5 0": "0133",
    "tanh 0 0.5": "1001",
    "tanh 0 0": "1133",
    "identity 2 1": "0233",
    "identity 1 0": "0033",
  });
});

test("too many cells and windows that are none are refused in a sentence", async () => {
  const window: DiagramWindow = { ...ORDINARY, activation: "tanh" };
  expect(() => gpu.assertFits({ columns: 1e6, rows: 1e6 })).toThrow(LimitError);
  expect(() => gpu.assertFits({ columns: 1e6, rows: 1e6 })).toThrow(
    /1,000,000 × 1,000,000 cells.*Choose fewer columns/,
  );
  await expect(gpu.draw({ ...window, columns: 1e6, rows: 1e6 })).rejects.toThrow(LimitError);
  await expect(gpu.draw({ ...window, rows: 0 })).rejects.toThrow("rows must be a whole number");
  await expect(gpu.draw({ ...window, sigmaW2: [2, NaN] })).rejects.toThrow("sigmaW2 must run from 0");
  await expect(gpu.draw({ ...window, sigmaW2: [0, 1e7] })).rejects.toThrow("at most 1e6; it is 0 to 10000000");
});

test("an abort ends a diagram before the next dispatch, and the next diagram is whole", async () => {
  const window: DiagramWindow = { ...ORDINARY, activation: "softsign" };
  const wanted = await gpu.cells(window);
  const stop = new AbortController();
  const drawing = gpu.draw(
    { ...window, columns: 512, rows: 512 },
    { signal: stop.signal, onProgress: () => stop.abort() },
  );
  // A GPU that is not software has it in one submission, which cannot be stopped.
  if (context.info.software) await expect(drawing).rejects.toThrow("abort");
  else await drawing;
  await expect(gpu.draw(window, { signal: AbortSignal.abort() })).rejects.toThrow("abort");
  expect(await gpu.cells(window)).toEqual(wanted);
});

describe("overlapping draws of a nonlinearity", () => {
  const window: DiagramWindow = { ...ORDINARY, activation: "selu", columns: 9, rows: 9 };

  test("share its tables, which are given back", async () => {
    const { device } = context;
    const create = device.createBuffer.bind(device);
    const alive = new Set<GPUBuffer>();
    let tables = 0;
    device.createBuffer = (descriptor) => {
      const buffer = create(descriptor);
      const destroy = buffer.destroy.bind(buffer);
      buffer.destroy = () => {
        alive.delete(buffer);
        return destroy();
      };
      alive.add(buffer);
      if (descriptor.label === "mean-field pairs") tables += 1;
      return buffer;
    };
    try {
      const own = new GpuDiagrams(context);
      await Promise.all([own.draw(window), own.draw(window)]);
      expect(tables).toBe(1);
      own.destroy();
      await nextMacrotask();
      expect(alive.size).toBe(0);
    } finally {
      device.createBuffer = create;
    }
  });

  test("do not share an abort", async () => {
    const own = new GpuDiagrams(context);
    const stop = new AbortController();
    const [first, second] = [own.draw(window, { signal: stop.signal }), own.cells(window)];
    stop.abort();
    await expect(first).rejects.toThrow("abort");
    expect(await second).toEqual(await gpu.cells(window));
    own.destroy();
  });
});
