import { type TemplateResult, html } from "lit";
import type { DiagramQuantity } from "../../model/diagram.ts";

interface QuantityEntry {
  /** As a formula writes it, in a line of text. */
  readonly symbol: TemplateResult;
  /** For those who hear it, and in sentences. */
  readonly text: string;
  /** What it is, in a few words. */
  readonly meaning: string;
}

/** What the map's colours may show. */
export const QUANTITIES: Readonly<Record<DiagramQuantity, QuantityEntry>> = {
  chi1: { symbol: html`χ<sub>1</sub>`, text: "χ₁", meaning: "factor of the gradient’s mean square a layer" },
  qStar: { symbol: html`<i>q</i>*`, text: "q*", meaning: "mean square that preactivations settle at" },
  cStar: { symbol: html`<i>c</i>*`, text: "c*", meaning: "correlation that two inputs end at" },
  xiC: {
    symbol: html`<i>ξ</i><sub>c</sub>`,
    text: "ξ_c",
    meaning: "layers in which two inputs’ correlation settles by a factor e",
  },
};
