import { describe, expect, test } from "vitest";
import { CpuDiagrams } from "../../../src/cpu/diagram/cpuDiagrams.ts";
import { CELL_KINDS, DIAGRAM_QUANTITIES, type DiagramCells } from "../../../src/model/diagram.ts";
import { NONLINEARITY_IDS } from "../../../src/model/nonlinearity.ts";
import { COLOUR_STEPS } from "../../../src/ui/signal-picture/pictureColours.ts";
import { NO_NUMBERS, diagramColours, kindPaint } from "../../../src/ui/theory-diagram/diagramColours.ts";
import { diagramImage } from "../../../src/ui/theory-diagram/diagramImage.ts";
import { diagramLegend } from "../../../src/ui/theory-diagram/diagramLegend.ts";
import { DIAGRAM_SCALES, scaleShare, scaleStep } from "../../../src/ui/theory-diagram/diagramScale.ts";

const THEMES = ["light", "dark"] as const;
const KIND_COLOURS = 2 * NO_NUMBERS.length;

test.each(NONLINEARITY_IDS)("the legend has every kind that a cell under %s may be", async (activation) => {
  const diagrams = new CpuDiagrams();
  const seen = new Set<string>();
  for (const [sigmaW2, sigmaB2] of [
    [
      [0, 6],
      [0, 3],
    ],
    [
      [0, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [1, 1],
    ],
    [
      [0.1, 0.1],
      [0, 0],
    ],
    [
      [1, 1],
      [0, 0],
    ],
    [
      [5, 5],
      [0, 0],
    ],
  ] as const) {
    const { kinds } = await diagrams.cells({ activation, sigmaW2, sigmaB2, columns: 12, rows: 12 });
    for (const quantity of DIAGRAM_QUANTITIES)
      for (const kind of kinds[quantity]) seen.add(`${quantity} ${CELL_KINDS[kind]}`);
  }
  const known = DIAGRAM_QUANTITIES.flatMap((quantity) => [
    `${quantity} number`,
    ...diagramLegend(quantity, "light").kinds.map(({ kind }) => `${quantity} ${kind}`),
  ]);
  expect([...seen].filter((entry) => !known.includes(entry))).toEqual([]);
});

describe.each(THEMES)("on %s paper", (theme) => {
  test.each(DIAGRAM_QUANTITIES)("the legend of %s has its marks in order, from end to end", (quantity) => {
    const shares = diagramLegend(quantity, theme).ticks.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
  });

  test("kinds differ from each other, and the striped ones by their stripes too", () => {
    const paints = NO_NUMBERS.map((kind) => kindPaint(kind, theme));
    expect(new Set(paints.map(({ ground }) => ground)).size).toBe(paints.length);
    expect(new Set(paints.map(({ rise }) => rise)).size).toBe(paints.length);
    for (const { ground, stripes, rise } of paints) expect(ground === stripes).toBe(rise === 0);
  });

  test.each(DIAGRAM_QUANTITIES)(
    "the colours of %s are those of the kinds, then opaque ones of the scale",
    (quantity) => {
      const colours = diagramColours(quantity, theme);
      expect(colours.length).toBe(4 * (KIND_COLOURS + COLOUR_STEPS));
      expect(colours.filter((_, at) => at % 4 === 3).every((opacity) => opacity === 255)).toBe(true);
    },
  );

  test("viridis grows brighter all along, so that it is read without colour too", () => {
    const colours = diagramColours("qStar", theme).subarray(4 * KIND_COLOURS);
    const brightness = Array.from({ length: COLOUR_STEPS }, (_, step) => {
      const [red, green, blue] = colours.subarray(4 * step, 4 * step + 3);
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    });
    // A step is less than a byte's rounding; four are more.
    expect(brightness.every((value, step) => step < 4 || value > brightness[step - 4]!)).toBe(true);
  });
});

test("the edge of chaos has the middle's colour, and what is as far from 1 either way as far from it", () => {
  const { chi1 } = DIAGRAM_SCALES;
  const middle = (COLOUR_STEPS - 1) / 2;
  expect(scaleStep(chi1, 1)).toBe(middle);
  // Half a step is rounded up on both sides.
  expect(Math.abs(scaleStep(chi1, 2) - middle - (middle - scaleStep(chi1, 1 / 2)))).toBeLessThanOrEqual(1);
  expect([scaleStep(chi1, 1e-9), scaleStep(chi1, 1e9)]).toEqual([0, COLOUR_STEPS - 1]);
  expect(scaleShare(DIAGRAM_SCALES.cStar, 0.25)).toBe(0.25);
});

test("an image has the lowest sigmaB2 at its bottom, a number's colour, and stripes both ways", () => {
  const columns = 4;
  const numbers = (): Float32Array => new Float32Array(columns * 4).fill(1);
  // From the bottom up: numbers, zero, infinite, absent.
  const rows = Uint8Array.from([0, 1, 2, 3].flatMap((kind) => new Array<number>(columns).fill(kind)));
  const same = <T>(value: T): Record<(typeof DIAGRAM_QUANTITIES)[number], T> => ({
    chi1: value,
    qStar: value,
    cStar: value,
    xiC: value,
  });
  const cells: DiagramCells = {
    window: { activation: "tanh", sigmaW2: [0, 1], sigmaB2: [0, 1], columns, rows: 4 },
    values: same(numbers()),
    kinds: same(rows),
  };
  const colours = diagramColours("chi1", "light");
  const indexOf = new Map<string, number>();
  for (let index = colours.length / 4 - 1; index >= 0; index -= 1) {
    indexOf.set(colours.subarray(4 * index, 4 * index + 4).join(), index);
  }
  const image = diagramImage(cells, "chi1", colours);
  const seen = Array.from({ length: 4 }, (_, y) =>
    Array.from({ length: columns }, (__, x) =>
      indexOf.get(image.subarray(4 * (4 * y + x), 4 * (4 * y + x) + 4).join()),
    ),
  );
  const middle = KIND_COLOURS + (COLOUR_STEPS - 1) / 2;
  // Stripes two pixels apart: absent where x - y is even, infinite where x + y is.
  expect(seen).toEqual([
    [5, 4, 5, 4],
    [2, 3, 2, 3],
    [0, 0, 0, 0],
    [middle, middle, middle, middle],
  ]);
});
