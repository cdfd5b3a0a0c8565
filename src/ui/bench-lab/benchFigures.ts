import { formatNumber, trimmed } from "../format.ts";

const DIGITS = 3;

/** A figure in three digits, as people read it aloud: 0.0123, 4.1, 62, 1,230. */
export function figure(value: number): string {
  if (Math.abs(value) >= 100) return Number(value.toPrecision(DIGITS)).toLocaleString("en");
  return trimmed(formatNumber(value, DIGITS));
}

/** A time in the unit that suits it: 3.2 µs, 180 ms, 1.25 s. */
export function formatTime(milliseconds: number): string {
  // Rounded first, so that 0.9999 ms is 1 ms and not 1,000 µs.
  const rounded = Number(milliseconds.toPrecision(DIGITS));
  if (rounded < 1) return `${figure(milliseconds * 1e3)} µs`;
  return rounded < 1000 ? `${figure(milliseconds)} ms` : `${figure(milliseconds / 1e3)} s`;
}

/** Two times, with their unit once where it is the same: 5.45 – 6.19 ms. */
export function formatSpan(lowest: number, highest: number): string {
  const [low, high] = [formatTime(lowest), formatTime(highest)];
  const [figures, unit] = low.split(" ");
  return `${high.endsWith(` ${unit}`) ? figures : low} – ${high}`;
}

/** Floating-point operations with their power of a thousand: 13 MFLOP, 2.15 GFLOP. */
export function formatFlop(flop: number): string {
  const [unit, size] = flop >= 1e9 ? ["GFLOP", 1e9] : flop >= 1e6 ? ["MFLOP", 1e6] : ["kFLOP", 1e3];
  return `${figure(flop / size)} ${unit}`;
}

/** Bytes with their power of a thousand: 640 kB, 12.6 MB. */
export function formatBytes(bytes: number): string {
  return bytes >= 1e6 ? `${figure(bytes / 1e6)} MB` : `${figure(bytes / 1e3)} kB`;
}
