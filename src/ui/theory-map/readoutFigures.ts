import { type TemplateResult, html } from "lit";
import type { MeanField } from "../../model/meanField.ts";
import { formatNumber, trimmed } from "../format.ts";
import { factorText } from "./mapText.ts";
import { QUANTITIES } from "./quantities.ts";

/** A number of the readout. */
export interface ReadoutFigure {
  readonly symbol: TemplateResult;
  readonly meaning: string;
  readonly value: number | null;
  /** The value as it is read, or what stands where there is none. */
  readonly text: string;
}

const DIGITS = 6;

/** Theory's numbers in the readout's order. */
export function readoutFigures(field: MeanField): ReadoutFigure[] {
  const { qStar, chi1, cStar, xiC, xiQ, error } = field;
  return [
    // As many digits as tell it from 1: its phase stands beside it.
    { ...QUANTITIES.chi1, value: chi1, text: chi1 === null ? "none" : factorText(chi1, DIGITS) },
    { ...QUANTITIES.qStar, value: qStar, text: isEveryLengthKept(field) ? "any (1 from q = 1)" : textOf(qStar, "∞") },
    { ...QUANTITIES.cStar, value: cStar, text: textOf(cStar, "none") },
    // A fixed point that there is not is not reached in any number of layers.
    { ...QUANTITIES.xiC, value: xiC, text: textOf(xiC, cStar === null ? "none" : "∞") },
    {
      symbol: html`<i>ξ</i><sub>q</sub>`,
      meaning: "layers in which a difference of q from q* shrinks by a factor e",
      value: xiQ,
      text: textOf(xiQ, qStar === null ? "none" : "∞"),
    },
    {
      symbol: html`relative error`,
      meaning: "estimate of the largest relative error of these",
      value: error,
      text: error === null ? "none" : formatNumber(error, 1),
    },
  ];
}

/** Where φ is linear on each side of 0 and χ₁ = 1 without bias, q′ = q for every q, and 1 is where iteration begins. */
function isEveryLengthKept({ qStar, phase, xiQ }: MeanField): boolean {
  return phase === "critical" && qStar === 1 && xiQ === null;
}

function textOf(value: number | null, absent: string): string {
  return value === null ? absent : trimmed(formatNumber(value, DIGITS));
}
