import type { MeanField, Phase } from "../../model/meanField.ts";
import { tellingText } from "./auditDigits.ts";

/** What a network's every layer should start with. */
export interface CriticalStart {
  readonly sigmaW2: number;
  readonly sigmaB2: number;
}

/** A gradient that changes by less is not worth a fix: a factor of ten. */
const HARMLESS_LOG10 = 1;
const PHASES = { ordered: "Ordered", critical: "Critical", chaotic: "Chaotic" } as const;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The phase as far as it matters here: critical also where the gradient over all steps changes by 1 % at the most. */
export function phaseHere({ phase }: Pick<MeanField, "phase">, steps: number, log10Gradient: number | null): Phase {
  const isKept = steps > 0 && log10Gradient !== null && Math.abs(log10Gradient) <= Math.log10(1.01);
  return isKept ? "critical" : phase;
}

/** One sentence: the phase, and what the layers deep in the network, where q is q*, make of the gradient. */
export function auditVerdict(deep: MeanField, steps: number, log10Gradient: number | null): string {
  const { chi1, phase, reason } = deep;
  if (chi1 === null || log10Gradient === null) return reason ?? "Theory has no number here.";
  const here = phaseHere(deep, steps, log10Gradient);
  const state = `${PHASES[here]}${here === phase ? "" : " at this depth"}, chi1 = ${tellingText(chi1)}`;
  if (phase === "critical") return `${state}: ${criticalWords(deep)}.`;
  if (steps === 0) return `${state}: with fewer than two hidden layers there is no step to multiply the gradient.`;
  const fact = `${state}: ${steps === 1 ? "a step back multiplies" : `${steps} steps back multiply`} the gradient by`;
  if (here === "critical") return `${fact} ${timesText(log10Gradient)}.`;
  if (Math.abs(log10Gradient) <= HARMLESS_LOG10) return `${fact} ${timesText(log10Gradient)}, within a factor of ten.`;
  return `${fact} ${timesText(log10Gradient)}: it ${log10Gradient < 0 ? "vanishes" : "explodes"}.`;
}

/** What a gradient that is critical in the limit does on the way there. */
function criticalWords({ qStar }: MeanField): string {
  if (qStar === 0) return "the signal dies and the gradient fades with it, but slower than exponentially";
  const holds = "deep in the network, the gradient neither grows nor fades exponentially";
  return qStar === null ? `${holds}, but q grows for ever` : holds;
}

/** One sentence: what to draw instead; null where the gradient stays within a factor of ten. */
export function auditFix(log10Gradient: number | null, critical: CriticalStart | null): string | null {
  if (log10Gradient !== null && Math.abs(log10Gradient) <= HARMLESS_LOG10) return null;
  if (critical === null) {
    return (
      "No weight variance makes this nonlinearity critical with these biases, nor with none: choose another " +
      "nonlinearity, such as tanh or ReLU."
    );
  }
  const { sigmaW2, sigmaB2 } = critical;
  const biases = sigmaB2 === 0 ? "biases 0" : `biases with variance ${tellingText(sigmaB2)}`;
  return `Draw weights with variance ${tellingText(sigmaW2)} / fanIn (gain ${tellingText(Math.sqrt(sigmaW2))}) and ${biases}.`;
}

/** "3.5 × 10⁻²⁰", "107", "0.031"; with more digits where a factor near 1 would look like 1. */
export function timesText(log10: number): string {
  if (Math.abs(log10) < 3) {
    const short = Number((10 ** log10).toPrecision(3));
    return short === 1 ? tellingText(10 ** log10, 3) : String(short);
  }
  let exponent = Math.floor(log10);
  let mantissa = (10 ** (log10 - exponent)).toFixed(1);
  if (mantissa === "10.0") [mantissa, exponent] = ["1.0", exponent + 1];
  return `${mantissa} × 10${superscript(exponent)}`;
}

function superscript(value: number): string {
  const digits = String(Math.abs(value)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return value < 0 ? `⁻${digits}` : digits;
}
