import type { Results } from "./benchRun.ts";

/**
 * The report as `npm run bench:browser` writes it, with the adapter's own limits beside; of a run that was stopped, the
 * rows that it came to. NaN and Infinity, which JSON lacks, become strings.
 */
export function benchJson({ report, machine, rows, rounds }: Results, now: Date): string {
  const { adapter, software, peaks } = machine;
  const stopped = { adapter: adapter ?? "none", software, date: now.toISOString(), rounds, stopped: true };
  return JSON.stringify({ ...(report ?? stopped), peaks, rows }, (_key, value: unknown) => spelled(value), 2);
}

function spelled(value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
