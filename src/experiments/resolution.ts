import { scaleByPowerOfTwo } from "../model/scaled.ts";
import type { LayerRow, SignalReport } from "./signalReport.ts";

/** A spread below this share of the mean has fewer than six (float32) or four (float64) bits left. */
const LEAST_SHARE = { gpu: 2 ** -18, wasm: 2 ** -18, cpu: 2 ** -48 } as const;

/** |std / mean|, or Infinity for a mean of zero. */
function spreadShare({ exact: { mean, std } }: LayerRow): number {
  if (mean.mantissa === 0) return Infinity;
  return scaleByPowerOfTwo(Math.abs(std.mantissa / mean.mantissa), std.exponent - mean.exponent);
}

/**
 * The first hidden layer whose values lie so close together, beside their mean, that the engine's
 * arithmetic keeps little or nothing of their spread; null where there is none. A sigmoid's 0.5 + 1e-9,
 * say: float32 holds the half and drops the rest.
 */
export function unresolvedFrom({ engine, config, forward }: SignalReport): number | null {
  if (config.width === 1 && config.samples === 1) return null;
  const row = forward.find((own) => own.layer > 0 && spreadShare(own) < LEAST_SHARE[engine.kind]);
  return row?.layer ?? null;
}

/** The sentence for people, or null where every spread is resolved. */
export function resolutionSentence(report: SignalReport): string | null {
  const layer = unresolvedFrom(report);
  if (layer === null) return null;
  const values = `From layer ${layer} on all values are almost equal to their mean`;
  return report.engine.kind === "cpu"
    ? `${values}: float64 keeps little or nothing of so small a spread.`
    : `${values}: float32 keeps little or nothing of so small a spread. The CPU engine, in float64, resolves more.`;
}
