import { describe, expect, test } from "vitest";
import { CpuDiagrams } from "../../src/cpu/diagram/cpuDiagrams.ts";
import { CELL_KINDS, DIAGRAM_QUANTITIES, type DiagramWindow } from "../../src/model/diagram.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { nonlinearityOf, slopePower } from "../../src/model/nonlinearities.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { cellFaults, expectedCell, wholeNumbers } from "../support/diagramTheory.ts";

const diagrams = new CpuDiagrams();

/** Quadrature with a step of 1/4 leaves 2e-8, interpolation 1e-7 at most; float32 cells 6e-8. */
const EPSILON = 3e-7;

const ORDINARY = { sigmaW2: [0, 6], sigmaB2: [0, 3], columns: 32, rows: 32 } as const;

describe.each(NONLINEARITY_IDS)("%s", (activation) => {
  test.each([
    ["an ordinary window", ORDINARY],
    ["a wide window", { ...ORDINARY, sigmaW2: [0, 400], sigmaB2: [0, 100] }],
    ["hardly any bias", { ...ORDINARY, sigmaW2: [0.3, 3], sigmaB2: [0, 1e-6] }],
  ] as const)("random cells of %s are what theory says", async (_name, part) => {
    const window: DiagramWindow = { activation, ...part };
    const cells = await diagrams.cells(window);
    const faults: string[] = [];
    const draw = wholeNumbers(6, window.columns * window.rows);
    for (let done = 0; done < 12; done += 1) {
      const cell = draw.next().value;
      faults.push(...cellFaults(cells, cell, expectedCell(window, cell, EPSILON)));
    }
    expect(faults).toEqual([]);
  });
});

/** A longer signal would grow for ever there: under GELU from 1 down to a fixed point, under SiLU up to the first of two. */
test.each([
  ["gelu", [0, 0.2]],
  ["silu", [0.2, 0.6]],
] as const)("of several fixed points q* is the first from 1 under %s", async (activation, sigmaB2) => {
  const window: DiagramWindow = { activation, sigmaW2: [2, 2.4], sigmaB2, columns: 16, rows: 16 };
  const cells = await diagrams.cells(window);
  const all = Array.from(cells.kinds.qStar, (_, cell) => ({ cell, expected: expectedCell(window, cell, EPSILON) }));
  expect(all.flatMap(({ cell, expected }) => cellFaults(cells, cell, expected))).toEqual([]);
  const kinds = new Set(all.map(({ expected }) => expected.kinds.qStar));
  expect(kinds).toEqual(new Set(["number", "infinite"]));
});

/** One cell with its centre at a point. */
async function at(activation: DiagramWindow["activation"], sigmaW2: number, sigmaB2: number) {
  const { values, kinds } = await diagrams.cells({
    activation,
    sigmaW2: [sigmaW2, sigmaW2],
    sigmaB2: [sigmaB2, sigmaB2],
    columns: 1,
    rows: 1,
  });
  return DIAGRAM_QUANTITIES.map((quantity) => {
    const kind = CELL_KINDS[kinds[quantity][0]!]!;
    return kind === "number" ? values[quantity][0]! : kind;
  });
}

/** REFERENCE.md's table, whose last digits are half a unit off at most. */
test.each([
  [1.69, 0.09, [0.93980743, 0.60704679, 1, 16.1082]],
  [1, 0.05, [0.75903165, 0.19359252, 1, 3.627]],
  [2, 0.05, [1.047666, 0.72176187, 0.744082, 25.2134]],
])("tanh at (%f, %f) is as published", async (sigmaW2, sigmaB2, published) => {
  const ours = await at("tanh", sigmaW2, sigmaB2);
  published.forEach((value, index) => {
    expect(Math.abs((ours[index] as number) / value - 1)).toBeLessThanOrEqual(1.5e-5);
  });
});

/** Both maps in closed form, iterated: E[sin²] = e^(-q) sinh q, E[sin u sin v] = e^(-q) sinh(q c). */
test.each([
  [3, 0.2],
  [2.4, 0.01],
  [40, 1],
])("the sine at (%f, %f) is where its maps lead", async (sigmaW2, sigmaB2) => {
  let [q, c] = [1, 0.5];
  for (let step = 0; step < 10_000; step += 1) q = sigmaW2 * Math.exp(-q) * Math.sinh(q) + sigmaB2;
  for (let step = 0; step < 10_000; step += 1) c = (sigmaW2 * Math.exp(-q) * Math.sinh(q * c) + sigmaB2) / q;
  const factor = sigmaW2 * Math.exp(-q) * Math.cosh(q * c);
  const wanted = [sigmaW2 * Math.exp(-q) * Math.cosh(q), q, c, -1 / Math.log(factor)];
  const ours = await at("sine", sigmaW2, sigmaB2);
  // To float32, times what 1 - the map's slope leaves of it.
  wanted.forEach((value, index) => {
    expect(Math.abs((ours[index] as number) / value - 1)).toBeLessThanOrEqual(2 ** -22 / (1 - factor) / (1 - factor));
  });
});

test.each(NONLINEARITY_IDS)("%s has a power of a half where φ′ jumps, and there alone", (id) => {
  const { derivative } = nonlinearityOf(id);
  const slopes = Array.from({ length: 6001 }, (_, index) => derivative((index - 3000.5) / 1000));
  const steps = slopes.slice(1).map((slope, index) => Math.abs(slope - slopes[index]!));
  // Over a thousandth a smooth φ′ here changes by 0.002 at most; the least jump is SELU's 0.7.
  expect(slopePower(id)).toBe(Math.max(...steps) > 0.1 ? 0.5 : 1);
});

test("what has no number has a kind", async () => {
  expect(await at("relu", 3, 0.1)).toEqual([1.5, "infinite", 1, "infinite"]);
  expect(await at("relu", 1, 0)).toEqual([0.5, "zero", 1, "infinite"]);
  expect(await at("relu", 2, 0)).toEqual([1, 1, 1, "infinite"]);
  expect(await at("tanh", 0.5, 0)).toEqual([0.5, "zero", "absent", "absent"]);
  expect(await at("tanh", 0, 0.5)).toEqual(["zero", 0.5, 1, "zero"]);
  expect(await at("tanh", 0, 0)).toEqual(["zero", "zero", "absent", "absent"]);
  expect(await at("identity", 2, 1)).toEqual([2, "infinite", "absent", "absent"]);
  expect(await at("identity", 1, 0)).toEqual([1, 1, "absent", "absent"]);
});

test("windows of one cell, of one row and of a ragged size have as many cells", async () => {
  for (const [columns, rows] of [
    [1, 1],
    [7, 1],
    [13, 5],
  ] as const) {
    const { values, kinds } = await diagrams.cells({ activation: "sine", ...ORDINARY, columns, rows });
    expect(values.xiC.length).toBe(columns * rows);
    expect(kinds.xiC.every((kind) => kind < CELL_KINDS.length)).toBe(true);
    for (const quantity of DIAGRAM_QUANTITIES) expect(values[quantity].every(Number.isFinite)).toBe(true);
  }
});

test("too many cells and windows that are none are refused in a sentence", async () => {
  expect(() => diagrams.assertFits({ columns: 5000, rows: 5000 })).toThrow(LimitError);
  expect(() => diagrams.assertFits({ columns: 5000, rows: 5000 })).toThrow(
    "This diagram has 25,000,000 cells; the CPU computes at most 16,777,216. Choose fewer columns or rows.",
  );
  const window = { activation: "tanh", ...ORDINARY } as const;
  await expect(diagrams.cells({ ...window, columns: 1.5 })).rejects.toThrow("columns must be a whole number");
  await expect(diagrams.cells({ ...window, sigmaB2: [-1, 2] })).rejects.toThrow("sigmaB2 must run from 0");
  await expect(diagrams.cells({ ...window, sigmaW2: [0, 1e7] })).rejects.toThrow("at most 1e6; it is 0 to 10000000");
});

test("an abort ends a diagram at its next pause", async () => {
  const stop = new AbortController();
  const drawing = diagrams.cells(
    { activation: "tanh", ...ORDINARY, columns: 512, rows: 512 },
    { signal: stop.signal, onProgress: () => stop.abort() },
  );
  await expect(drawing).rejects.toThrow("abort");
});

test("an abort ends the tables at their next pause, and the next diagram has them", async () => {
  const own = new CpuDiagrams();
  const window: DiagramWindow = { activation: "gelu", ...ORDINARY };
  const stop = new AbortController();
  const drawing = own.cells(window, { signal: stop.signal });
  stop.abort();
  await expect(drawing).rejects.toThrow("abort");
  expect(await own.cells(window)).toEqual(await diagrams.cells(window));
});
