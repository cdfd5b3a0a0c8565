import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { MeanField } from "../../model/meanField.ts";
import { formatLog10, formatNumber, plural, trimmed } from "../format.ts";
import { factorText } from "./mapText.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";

/** A network learns to a depth of about six times ξ_c: Schoenholz et al. 2017. */
const TRAINS_TO = 6;
/** What a depth makes of a gradient's size is not seen below this: a percent. */
const SEEN = 0.01;
/** Few layers keep nearly all of any gradient: only a factor so near to 1 is near the edge. */
const NEAR_EDGE = 1e-3;
const CAN_LEARN = "Deep networks can learn here.";

/** The phase of a network of infinite width in words, and its gradient over the configuration's depth. */
export function mapVerdict({ depth }: Pick<TheoryConfig, "depth">, field: MeanField): ViewVerdict {
  const { headline, outlook } = phaseText(field, depth);
  return { headline, rest: [gradientText(field, depth), outlook, field.reason].filter((text) => text).join(" ") };
}

interface PhaseText {
  readonly headline: string;
  /** What else the phase means; "" for nothing. */
  readonly outlook: string;
}

function phaseText(field: MeanField, depth: number): PhaseText {
  if (field.qStar === null) {
    return { headline: `No fixed point: signals grow without end, and ${gradientClause(field)}.`, outlook: "" };
  }
  if (field.phase === "critical" || isOne(field.chi1)) {
    // What becomes of two inputs here differs between activations: the field's reason says it.
    return {
      headline: "At the edge of chaos: gradients keep their size from layer to layer.",
      outlook: CAN_LEARN,
    };
  }
  if (isNearEdge(field, depth)) {
    const over = `over ${plural(depth, "layer")} gradients keep their size`;
    return { headline: `Just ${field.phase}: so close to the edge of chaos that ${over}.`, outlook: CAN_LEARN };
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
  const factor = Math.sqrt(chi1);
  if (chi1 < 1) return `gradients shrink to ${factorText(factor, 2)} of their size a layer`;
  return `gradients grow ${factorText(factor, 3)}-fold a layer`;
}

function gradientText(field: MeanField, depth: number): string {
  const { chi1 } = field;
  if (chi1 === null || chi1 === 0 || depth < 2) return "";
  if (isOne(chi1)) return "χ₁ = 1.";
  const value = factorText(chi1, 4);
  if (isNearEdge(field, depth)) return `χ₁ = ${value}.`;
  const overall = formatLog10(((depth - 1) / 2) * Math.log10(chi1), 3);
  return `χ₁, the factor of their mean square, is ${value}: over ${plural(depth, "layer")}, the first gradient is ${overall} times the last.`;
}

/** Nearer to 1 than a picture or a depth of some hundred layers could tell. */
function isOne(chi1: number | null): boolean {
  return chi1 !== null && Math.abs(chi1 - 1) < 5e-7;
}

/** Whether a signal settles so near the edge that this depth does not show it. */
function isNearEdge({ qStar, chi1 }: MeanField, depth: number): boolean {
  if (qStar === null || chi1 === null || Math.abs(chi1 - 1) >= NEAR_EDGE) return false;
  return Math.abs(chi1 ** ((depth - 1) / 2) - 1) < SEEN;
}

function layersText(layers: number): string {
  if (layers < 1) return "one layer";
  return layers < 1e4 ? plural(Math.round(layers), "layer") : `${trimmed(formatNumber(layers, 2))} layers`;
}
