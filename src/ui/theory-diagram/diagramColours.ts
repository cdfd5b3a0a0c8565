// oxlint-disable-next-line import/default -- The plugin makes the default export.
import VIRIDIS from "palette:Viridis";
import type { PictureTheme } from "../../experiments/lab.ts";
import { CELL_KINDS, type CellKind, type DiagramQuantity } from "../../model/diagram.ts";
import { MAGNITUDE_STOPS, scaleBytes } from "../signal-picture/pictureColours.ts";

export type NoNumber = Exclude<CellKind, "number">;
/** The kinds without a number, in the order of CELL_KINDS. */
export const NO_NUMBERS = CELL_KINDS.filter((kind) => kind !== "number");

/** A cell without a number: a ground, and stripes on it that rise or fall to the right; a shape beside the colour. */
export interface KindPaint {
  readonly ground: string;
  readonly stripes: string;
  readonly rise: -1 | 0 | 1;
}

/** Greys, which no scale has at its ends, so that only numbers have colours. */
const KIND_PAINTS: Readonly<Record<PictureTheme, Readonly<Record<NoNumber, KindPaint>>>> = {
  light: {
    zero: { ground: "#b9bec6", stripes: "#b9bec6", rise: 0 },
    infinite: { ground: "#f5f6f8", stripes: "#868e99", rise: 1 },
    absent: { ground: "#ffffff", stripes: "#c3c8cf", rise: -1 },
  },
  dark: {
    zero: { ground: "#565e6a", stripes: "#565e6a", rise: 0 },
    infinite: { ground: "#1d2128", stripes: "#77808c", rise: 1 },
    absent: { ground: "#14171c", stripes: "#444b56", rise: -1 },
  },
};

export function kindPaint(kind: NoNumber, theme: PictureTheme): KindPaint {
  return KIND_PAINTS[theme][kind];
}

/** Stops of a quantity's scale, from its low end: about 1 the picture's purple and orange, else viridis. */
export function scaleStops(quantity: DiagramQuantity, theme: PictureTheme): readonly string[] {
  return quantity === "chi1" ? MAGNITUDE_STOPS[theme] : VIRIDIS;
}

/** RGBA bytes: ground and stripes of each kind without a number, in the order of CELL_KINDS, then the scale from its low end. */
export function diagramColours(quantity: DiagramQuantity, theme: PictureTheme): Uint8ClampedArray<ArrayBuffer> {
  const kinds = NO_NUMBERS.flatMap((kind) => {
    const { ground, stripes } = kindPaint(kind, theme);
    return [...bytesOf(ground), ...bytesOf(stripes)];
  });
  return Uint8ClampedArray.from([...kinds, ...scaleBytes(scaleStops(quantity, theme))]);
}

function bytesOf(colour: string): number[] {
  return [...[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)), 255];
}
