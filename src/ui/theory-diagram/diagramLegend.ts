import type { PictureTheme } from "../../experiments/lab.ts";
import type { DiagramQuantity } from "../../model/diagram.ts";
import { type KindPaint, NO_NUMBERS, type NoNumber, kindPaint, scaleStops } from "./diagramColours.ts";
import { DIAGRAM_SCALES, scaleShare } from "./diagramScale.ts";

/** A mark on the scale, `share` of the way from its low end. */
export interface LegendTick {
  readonly share: number;
  readonly label: string;
}

/** What a cell without a number looks like, and what it means. */
export interface LegendKind {
  readonly kind: NoNumber;
  readonly label: string;
  /** As a CSS background. */
  readonly background: string;
}

/** All that a diagram's colours mean. */
export interface DiagramLegend {
  /** What the scale shows, in words. */
  readonly title: string;
  /** The scale as a CSS background, its low end on the left. */
  readonly background: string;
  readonly ticks: readonly LegendTick[];
  /** Every kind that a cell of this quantity may be. */
  readonly kinds: readonly LegendKind[];
}

type Marks = readonly (readonly [value: number, label: string])[];

const TITLES: Readonly<Record<DiagramQuantity, string>> = {
  chi1: "χ₁, the factor of the gradient’s mean square a layer",
  qStar: "q*, the mean square that signals settle at",
  cStar: "c*, the correlation that two inputs settle at",
  xiC: "ξ_c in layers, the depth to which two inputs stay apart",
};

/** The ends' labels say that they stand for all beyond. */
const MARKS: Readonly<Record<DiagramQuantity, Marks>> = {
  chi1: [
    [1 / 4, "≤ ¼"],
    [1 / 2, "½"],
    [1, "1"],
    [2, "2"],
    [4, "≥ 4"],
  ],
  qStar: [
    [0.01, "≤ 0.01"],
    [0.1, "0.1"],
    [1, "1"],
    [10, "10"],
    [100, "≥ 100"],
  ],
  cStar: [0, 0.25, 0.5, 0.75, 1].map((value) => [value, String(value)] as const),
  xiC: [
    [1, "≤ 1"],
    [10, "10"],
    [100, "100"],
    [1000, "≥ 1000"],
  ],
};

/** The kinds that a quantity's cells may be, and what each means. */
const KINDS: Readonly<Record<DiagramQuantity, Readonly<Partial<Record<NoNumber, string>>>>> = {
  chi1: { zero: "0: no gradient gets through" },
  qStar: { zero: "0: signals die", infinite: "infinite: signals grow for ever" },
  cStar: { absent: "none: it depends on the two inputs" },
  xiC: {
    zero: "0: one layer forgets what set them apart",
    infinite: "infinite: slower than exponentially",
    absent: "none: correlations stay as they begin",
  },
};

/** The legend of a quantity on light or dark paper. */
export function diagramLegend(quantity: DiagramQuantity, theme: PictureTheme): DiagramLegend {
  const scale = DIAGRAM_SCALES[quantity];
  const meanings = KINDS[quantity];
  return {
    title: TITLES[quantity],
    background: `linear-gradient(to right, ${scaleStops(quantity, theme).join(", ")})`,
    ticks: MARKS[quantity].map(([value, label]) => ({ share: scaleShare(scale, value), label })),
    kinds: NO_NUMBERS.flatMap((kind) => {
      const label = meanings[kind];
      return label === undefined ? [] : [{ kind, label, background: backgroundOf(kindPaint(kind, theme)) }];
    }),
  };
}

/** Stripes as the diagram has them: a quarter of the way. */
function backgroundOf({ ground, stripes, rise }: KindPaint): string {
  if (rise === 0) return ground;
  return `repeating-linear-gradient(${-45 * rise}deg, ${stripes} 0 1.5px, ${ground} 1.5px 6px)`;
}
