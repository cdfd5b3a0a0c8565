import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { MeanField } from "../../model/meanField.ts";
import { formatLog10, formatNumber, plural, trimmed } from "../format.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";

/** A network learns to a depth of about six times ξ_c: Schoenholz et al. 2017. */
const TRAINS_TO = 6;

/** The phase of a network of infinite width in words, and its gradient over the configuration's depth. */
export function mapVerdict({ depth }: Pick<TheoryConfig, "depth">, field: MeanField): ViewVerdict {
  const { headline, outlook } = phaseText(field);
  return { headline, rest: [gradientText(field, depth), outlook, field.reason].filter((text) => text).join(" ") };
}

interface PhaseText {
  readonly headline: string;
  /** What else the phase means; "" for nothing. */
  readonly outlook: string;
}

function phaseText(field: MeanField): PhaseText {
  if (field.qStar === null) {
    return { headline: `No fixed point: signals grow without end, and ${gradientClause(field)}.`, outlook: "" };
  }
  if (field.phase === "critical" || isOne(field.chi1)) {
    // What becomes of two inputs here differs between activations: the field's reason says it.
    return {
      headline: "At the edge of chaos: gradients keep their size from layer to layer.",
      outlook: "Deep networks can learn here.",
    };
  }
  const within = field.xiC === null ? "" : ` within about ${layersText(field.xiC)}`;
  const outlook =
    field.xiC === null ? "" : `Such networks learn to a depth of about ${layersText(TRAINS_TO * field.xiC)}.`;
  if (field.phase === "chaotic") {
    const end = field.cStar !== null && field.cStar < 1 - 1e-9 ? `, and like inputs part${within}` : "";
    return { headline: `Chaotic: ${gradientClause(field)}${end}.`, outlook };
  }
  if (field.qStar === 0) return { headline: `Ordered: the signal dies out, and ${gradientClause(field)}.`, outlook };
  return { headline: `Ordered: ${gradientClause(field)}, and inputs become alike${within}.`, outlook };
}

/** The factor is of the gradient's size: the root of chi1. */
function gradientClause({ chi1 }: MeanField): string {
  if (chi1 === null) return "the gradient’s factor has no limit";
  if (chi1 === 0) return "no gradient passes";
  if (isOne(chi1)) return "gradients keep their size";
  return `gradients ${chi1 < 1 ? "fade" : "grow"} ${foldText(Math.sqrt(chi1))} a layer`;
}

function gradientText({ chi1 }: MeanField, depth: number): string {
  if (chi1 === null || chi1 === 0 || depth < 2) return "";
  const value = trimmed(formatNumber(chi1, 4));
  if (isOne(chi1)) return "χ₁ = 1.";
  const overall = formatLog10(((depth - 1) / 2) * Math.log10(chi1), 3);
  return `χ₁ = ${value}: over ${plural(depth, "layer")}, the first gradient is ${overall} times the last.`;
}

/** Nearer to 1 than a picture or a depth of some hundred layers could tell. */
function isOne(chi1: number | null): boolean {
  return chi1 !== null && Math.abs(chi1 - 1) < 5e-7;
}

/** A factor with as many digits as tell it from 1: 0.969-fold, 0.99995-fold. */
function foldText(factor: number): string {
  const digits = Math.abs(factor - 1) < 0.01 ? Math.min(9, 2 - Math.floor(Math.log10(Math.abs(factor - 1)))) : 3;
  return `${trimmed(formatNumber(factor, digits))}-fold`;
}

function layersText(layers: number): string {
  if (layers < 1) return "one layer";
  return layers < 1e4 ? plural(Math.round(layers), "layer") : `${trimmed(formatNumber(layers, 2))} layers`;
}
