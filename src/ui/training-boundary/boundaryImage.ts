import type { BoundaryCells, BoundaryLook } from "../../model/boundary.ts";

/** A pixel's share of the way between four points, and the first of them. */
interface Corner {
  readonly at: number;
  readonly shareX: number;
  readonly shareY: number;
}

/** A score between its points, and how much it grows from pixel to pixel across and up. */
interface Score {
  readonly value: number;
  readonly across: number;
  readonly up: number;
}

/** The class told, how sure it is (0 chance, 1 certain), and the score that parts it from the next. */
interface Told {
  readonly classTold: number;
  readonly certainty: number;
  readonly margin: Score;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * RGBA bytes of the classes that a network tells over a plane, the highest y on top: what shaders/boundaryFragment.wgsl
 * paints. Scores are bilinear between points; the line is where the two highest are equal, or one output's probability
 * is 1/2.
 */
export function boundaryImage(cells: BoundaryCells, look: BoundaryLook, size: Size): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = size;
  const image = new Uint8ClampedArray(4 * width * height);
  const { colours } = look;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const corner = cornerOf(cells, size, x, y);
      const { classTold, certainty, margin } =
        cells.outputs === 1 ? toldByOne(cells, size, corner) : toldByMany(cells, size, corner);
      const step = Math.floor(certainty * (look.steps - 1) + 0.5);
      const ground = 4 * (1 + (classTold % look.classes) * look.steps + step);
      const line = lineShare(margin, look.line);
      for (let channel = 0; channel < 4; channel += 1) {
        const from = colours[ground + channel]!;
        image[4 * (y * width + x) + channel] = from + line * (colours[channel]! - from);
      }
    }
  }
  return image;
}

function cornerOf({ columns, rows }: BoundaryCells, { width, height }: Size, x: number, y: number): Corner {
  const alongX = ((x + 0.5) / width) * (columns - 1);
  const alongY = (1 - (y + 0.5) / height) * (rows - 1);
  const [column, row] = [Math.min(Math.floor(alongX), columns - 2), Math.min(Math.floor(alongY), rows - 2)];
  return { at: row * columns + column, shareX: alongX - column, shareY: alongY - row };
}

function mix(from: number, to: number, share: number): number {
  return from + share * (to - from);
}

function scoreAt(
  { columns, rows, scores }: BoundaryCells,
  { width, height }: Size,
  output: number,
  corner: Corner,
): Score {
  const { shareX, shareY } = corner;
  const at = output * columns * rows + corner.at;
  const [a, b, c, d] = [scores[at]!, scores[at + 1]!, scores[at + columns]!, scores[at + columns + 1]!];
  const [low, high] = [mix(a, b, shareX), mix(c, d, shareX)];
  return {
    value: mix(low, high, shareY),
    across: (mix(b - a, d - c, shareY) * (columns - 1)) / width,
    up: ((high - low) * (rows - 1)) / height,
  };
}

function toldByOne(cells: BoundaryCells, size: Size, corner: Corner): Told {
  const clipped = cells.kind === "clipped";
  const score = scoreAt(cells, size, 0, corner);
  const margin = clipped ? { ...score, value: score.value - 0.5 } : score;
  const certainty = clipped ? Math.min(1, 2 * Math.abs(margin.value)) : Math.tanh(Math.abs(margin.value) / 2);
  return { classTold: margin.value >= 0 ? 1 : 0, certainty, margin };
}

function toldByMany(cells: BoundaryCells, size: Size, corner: Corner): Told {
  let classTold = 0;
  let top = scoreAt(cells, size, 0, corner);
  let next = top;
  for (let output = 1; output < cells.outputs; output += 1) {
    const score = scoreAt(cells, size, output, corner);
    if (score.value > top.value) {
      [next, top, classTold] = [top, score, output];
    } else if (output === 1 || score.value > next.value) {
      next = score;
    }
  }
  const chance = 1 / cells.outputs;
  const certainty = (probability(cells, size, corner, top.value) - chance) / (1 - chance);
  return {
    classTold,
    certainty: Math.min(1, Math.max(0, certainty)),
    margin: { value: top.value - next.value, across: top.across - next.across, up: top.up - next.up },
  };
}

/** Probability of the class with the highest score. */
function probability(cells: BoundaryCells, size: Size, corner: Corner, top: number): number {
  if (cells.kind === "clipped") return Math.min(1, Math.max(0, top));
  if (cells.kind === "logistic") return 1 / (1 + Math.exp(-top));
  let sum = 0;
  for (let output = 0; output < cells.outputs; output += 1) {
    sum += Math.exp(scoreAt(cells, size, output, corner).value - top);
  }
  return 1 / sum;
}

/** How much of a pixel the line covers; where the difference has no slope there is no line, though it be 0. */
function lineShare({ value, across, up }: Score, line: number): number {
  const slope = Math.hypot(across, up);
  return slope === 0 ? 0 : Math.min(1, Math.max(0, line / 2 + 0.5 - Math.abs(value) / slope));
}
