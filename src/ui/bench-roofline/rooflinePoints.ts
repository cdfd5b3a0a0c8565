import type { BenchRow, MachinePeaks } from "../../bench/report.ts";
import type { Work } from "../../bench/work.ts";
import { lookOf } from "../bench-lab/implementations.ts";
import { intensityOf, roofAt } from "../bench-lab/intensity.ts";
import { isMeasured } from "../bench-lab/rowState.ts";

/** One measured row under the roof. */
export interface RooflinePoint {
  readonly work: Work;
  readonly implementation: string;
  /** Floating-point operations a byte. */
  readonly intensity: number;
  readonly gflops: number;
  /** The most that the adapter allows at this intensity. */
  readonly roof: number;
  /** gflops / roof; null where the row did not run on the adapter. */
  readonly share: number | null;
}

/** Every row with a speed, in the order of the works. */
export function rooflinePoints(
  works: readonly Work[],
  rows: readonly BenchRow[],
  peaks: MachinePeaks,
): RooflinePoint[] {
  return works.flatMap((work) =>
    rows.flatMap((row) => {
      if (row.work !== work.id || !isMeasured(row) || row.gflops === null) return [];
      const intensity = intensityOf(work);
      const roof = roofAt(peaks, intensity);
      const share = lookOf(row.implementation).onAdapter ? row.gflops / roof : null;
      return [{ work, implementation: row.implementation, intensity, gflops: row.gflops, roof, share }];
    }),
  );
}
