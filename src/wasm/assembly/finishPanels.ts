import { STATISTICS_BYTES, finishPanel } from "./finish.ts";
import { LANES, ROW, panelBytes } from "./layout.ts";

/** Normalises each lane of `columns` columns in panels, in place, and writes the statistics of each panel. */
export function finishPanels(
  values: usize,
  frames: usize,
  units: usize,
  columns: usize,
  statistics: usize,
  scratch: usize,
): void {
  for (let start: usize = 0; start < columns; start += LANES) {
    finishPanel(values, frames, units, min(LANES, columns - start), statistics, scratch);
    values += panelBytes(units);
    frames += ROW;
    statistics += STATISTICS_BYTES;
  }
}
