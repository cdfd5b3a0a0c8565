import type { MeanField } from "../../model/meanField.ts";

/** What a network's every layer should start with. */
export interface CriticalStart {
  readonly sigmaW2: number;
  readonly sigmaB2: number;
}

/** A gradient that changes by less is not worth a fix: a factor of ten. */
const HARMLESS_LOG10 = 1;
const PHASES = { ordered: "Ordered", critical: "Critical", chaotic: "Chaotic" } as const;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** One sentence: the phase, and what the layers deep in the network, where q is q*, make of the gradient. */
export function auditVerdict({ chi1, phase, reason }: MeanField, steps: number, log10Gradient: number | null): string {
  if (chi1 === null || log10Gradient === null) return reason ?? "Theory has no number here.";
  const state = `${PHASES[phase]}, chi1 = ${numberText(chi1)}`;
  if (phase === "critical") return `${state}: deep in the network, the gradient neither grows nor fades exponentially.`;
  if (steps === 0) return `${state}: with fewer than two hidden layers there is no step to multiply the gradient.`;
  const fact = `${state}: ${steps === 1 ? "a step back multiplies" : `${steps} steps back multiply`} the gradient by`;
  if (Math.abs(log10Gradient) <= HARMLESS_LOG10) return `${fact} ${timesText(log10Gradient)}, within a factor of ten.`;
  return `${fact} ${timesText(log10Gradient)}: it ${log10Gradient < 0 ? "vanishes" : "explodes"}.`;
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
  const biases = sigmaB2 === 0 ? "biases 0" : `biases with variance ${numberText(sigmaB2)}`;
  return `Draw weights with variance ${numberText(sigmaW2)} / fanIn (gain ${numberText(Math.sqrt(sigmaW2))}) and ${biases}.`;
}

/** "3.5 × 10⁻²⁰", "107", "0.031". */
export function timesText(log10: number): string {
  if (Math.abs(log10) < 3) return numberText(10 ** log10, 3);
  let exponent = Math.floor(log10);
  let mantissa = (10 ** (log10 - exponent)).toFixed(1);
  if (mantissa === "10.0") [mantissa, exponent] = ["1.0", exponent + 1];
  return `${mantissa} × 10${superscript(exponent)}`;
}

/** A few digits, and more where a number near 1 would look like 1. */
function numberText(value: number, digits = 4): string {
  const short = Number(value.toPrecision(digits));
  return String(short === 1 ? Number(value.toPrecision(7)) : short);
}

function superscript(value: number): string {
  const digits = String(Math.abs(value)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return value < 0 ? `⁻${digits}` : digits;
}
