import { type ScaledMatrix, ZERO_EXPONENT, exponentOf, scaleByPowerOfTwo } from "../model/scaled.ts";
import type { Arena } from "./arena.ts";
import { LANES, ROW_BYTES, panelBytes, panelsOf } from "./layout.ts";

/** Where a matrix lies in a module's memory: its panels, and their frames. */
export interface Panels {
  readonly units: number;
  readonly values: number;
  readonly frames: number;
}

/** Room for so many panels of so many units; its values are unknown. */
export function takePanels(arena: Arena, units: number, panels: number): Panels {
  return { units, values: arena.take(panels * panelBytes(units)), frames: arena.take(panels * ROW_BYTES) };
}

/** The bytes that takePanels takes, but for its alignment. */
export function panelsBytes(units: number, panels: number): number {
  return panels * (panelBytes(units) + ROW_BYTES);
}

/**
 * Writes columns `start` to `start + count` of a (units, columns) matrix, row-major, rounded to float32, each column
 * exactly scaled so that its largest |mantissa| lies in [1, 2). `exponent` are the columns' own powers of two, null for
 * none. Lanes past `count` become zeros.
 */
export function writePanels(
  arena: Arena,
  { units, values, frames }: Panels,
  source: Float64Array,
  exponent: Int32Array | null,
  start: number,
  count: number,
): void {
  const columns = source.length / units;
  const panels = panelsOf(count);
  const stride = panelBytes(units) / Float32Array.BYTES_PER_ELEMENT;
  const mantissas = arena.floats(values, panels * stride).fill(0);
  const laneFrames = arena.integers(frames, panels * LANES).fill(ZERO_EXPONENT);
  for (let index = 0; index < count; index += 1) {
    const column = start + index;
    let peak = 0;
    for (let at = column; at < source.length; at += columns) peak = Math.max(peak, Math.abs(source[at]!));
    if (peak === 0) continue;
    const shift = exponentOf(peak);
    laneFrames[index] = shift + (exponent?.[column] ?? 0);
    let target = Math.floor(index / LANES) * stride + (index % LANES);
    for (let at = column; at < source.length; at += columns, target += LANES) {
      mantissas[target] = scaleByPowerOfTwo(source[at]!, -shift);
    }
  }
}

/** The first `columns` columns of panels, as a matrix. */
export function readPanels(arena: Arena, { units, values, frames }: Panels, columns: number): ScaledMatrix {
  const panels = panelsOf(columns);
  const stride = panelBytes(units) / Float32Array.BYTES_PER_ELEMENT;
  const mantissas = arena.floats(values, panels * stride);
  const mantissa = new Float64Array(units * columns);
  for (let column = 0; column < columns; column += 1) {
    const source = Math.floor(column / LANES) * stride + (column % LANES);
    for (let unit = 0; unit < units; unit += 1) mantissa[unit * columns + column] = mantissas[source + unit * LANES]!;
  }
  return { rows: units, columns, mantissa, exponent: arena.integers(frames, columns).slice() };
}
