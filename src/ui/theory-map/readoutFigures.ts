import { type TemplateResult, html } from "lit";
import type { MeanField } from "../../model/meanField.ts";
import { QUANTITIES } from "./quantities.ts";

/** A number of the readout. */
export interface ReadoutFigure {
  readonly symbol: TemplateResult;
  readonly meaning: string;
  readonly value: number | null;
  /** Stands where there is no number. */
  readonly absent: string;
}

/** Theory's numbers in the readout's order. */
export function readoutFigures({ qStar, chi1, cStar, xiC, xiQ, error }: MeanField): ReadoutFigure[] {
  return [
    { ...QUANTITIES.chi1, value: chi1, absent: "none" },
    { ...QUANTITIES.qStar, value: qStar, absent: "∞" },
    { ...QUANTITIES.cStar, value: cStar, absent: "none" },
    // A fixed point that there is not is not reached in any number of layers.
    { ...QUANTITIES.xiC, value: xiC, absent: cStar === null ? "none" : "∞" },
    {
      symbol: html`<i>ξ</i><sub>q</sub>`,
      meaning: "layers in which a difference of q from q* shrinks by a factor e",
      value: xiQ,
      absent: qStar === null ? "none" : "∞",
    },
    { symbol: html`error`, meaning: "estimate of the largest relative error of these", value: error, absent: "none" },
  ];
}
