import type { CriticalVariance, MeanField, MeanFieldPoint } from "../../model/meanField.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { criticalVariance } from "../../theory/critical.ts";
import { meanField } from "../../theory/meanField.ts";
import { meanFieldProfile } from "../../theory/profile.ts";
import { tellingText } from "./auditDigits.ts";
import { type CriticalStart, timesText } from "./auditWords.ts";

/** A bias variance that is small beside most signals, and keeps them. */
const SMALL_BIAS = 0.05;

/** Whether the signal comes to a mean square of its own, or keeps its first: neither dies nor grows for ever. */
function keepsSignal({ qStar }: Pick<MeanField, "qStar">): boolean {
  return qStar !== null && qStar > 0;
}

/**
 * Of the σ_w² with chi1 = 1, the smallest at which the signal is kept; where it is kept at none, the smallest. Null where
 * there is none.
 */
export function recommendedVariance(
  activation: NonlinearityId,
  sigmaB2: number,
  { sigmaW2, others }: Pick<CriticalVariance, "sigmaW2" | "others">,
): number | null {
  if (sigmaW2 === null) return null;
  const kept = [sigmaW2, ...others].find((own) => keepsSignal(meanField({ activation, sigmaW2: own, sigmaB2 })));
  return kept ?? sigmaW2;
}

/** What becomes of the signal's mean square where it is not kept, in a few words; "" where it is. */
function signalText({ qStar }: Pick<MeanField, "qStar">): string {
  if (keepsSignal({ qStar })) return "";
  return qStar === null ? "q grows for ever" : "the signal dies, though slower than exponentially";
}

/** The same of a point. */
export function signalTextAt(point: MeanFieldPoint): string {
  return signalText(meanField(point));
}

/**
 * What a critical point does not keep, with theory's numbers for so many hidden layers, from an input of mean square 1;
 * null where it keeps the signal.
 */
export function criticalCatch(activation: NonlinearityId, start: CriticalStart, hidden: number): string | null {
  const deep = meanField({ activation, ...start });
  const end = signalText(deep);
  if (end === "") return null;
  const { signal, gradient } = changesOver(activation, start, hidden);
  const steps = hidden > 1 ? `, and the gradient by ${timesText(gradient)}` : "";
  const sizes = hidden > 0 ? `: over ${hidden} hidden layers theory multiplies it by ${timesText(signal)}${steps}` : "";
  // q, a symbol, stays small.
  const sentence = `${end.replace(/^the/, "The").replace(/^q/, "There q")}${sizes}.`;
  return deep.qStar === null ? sentence : [sentence, biasText(activation)].filter(Boolean).join(" ");
}

/**
 * log10 of what so many hidden layers make of the signal's mean square, and of the gradient's root mean square from the
 * last to the first of them.
 */
export function changesOver(
  activation: NonlinearityId,
  start: CriticalStart,
  hidden: number,
): { readonly signal: number; readonly gradient: number } {
  // Two inputs that are one leave the correlation, which is not asked for, at 1.
  const { lnQ, lnGradient } = meanFieldProfile({ activation, ...start, depth: hidden, correlation: 1 });
  return { signal: lnQ[hidden]! / Math.LN10, gradient: (lnGradient[1] ?? 0) / 2 / Math.LN10 };
}

/** A way out of a signal that dies; "" where a small bias variance is none. */
function biasText(activation: NonlinearityId): string {
  const sigmaW2 = recommendedVariance(activation, SMALL_BIAS, criticalVariance(activation, SMALL_BIAS));
  if (sigmaW2 === null || !keepsSignal(meanField({ activation, sigmaW2, sigmaB2: SMALL_BIAS }))) return "";
  return `A small bias variance keeps it: at σ_b² ${SMALL_BIAS} the critical σ_w² is ${tellingText(sigmaW2)}.`;
}
