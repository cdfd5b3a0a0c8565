// oxlint-disable-next-line import/default -- The plugin makes the default export.
import PUOR from "palette:PuOr";
import type { PictureTheme } from "../../experiments/lab.ts";

/** Steps of the scale: odd, so that magnitude 1 has a colour of its own. */
export const COLOUR_STEPS = 255;

/** ColorBrewer's purple to orange, which colour-blind eyes tell apart. Magnitude 1, the middle, is near the paper. */
const [PURPLES, ORANGES] = [PUOR.slice(0, 5), PUOR.slice(6)];
export const MAGNITUDE_STOPS: Readonly<Record<PictureTheme, readonly string[]>> = {
  light: [...PURPLES, "#e9e9ec", ...ORANGES],
  // On dark paper brightness grows outwards: each half is turned round, without what is as dark as the middle.
  dark: [...PURPLES.slice(2).toReversed(), "#333944", ...ORANGES.slice(0, -2).toReversed()],
};
/** No colour: where there is no signal, the paper is seen. */
const SILENT = [0, 0, 0, 0];

type Rgb = readonly [red: number, green: number, blue: number];

/** The colours as RGBA bytes: a silent unit's, then COLOUR_STEPS from the smallest magnitude to the largest. */
export function pictureColours(theme: PictureTheme): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from([...SILENT, ...scaleBytes(MAGNITUDE_STOPS[theme])]);
}

/** COLOUR_STEPS opaque colours as RGBA bytes, evenly from the first stop, as #rrggbb, to the last. */
export function scaleBytes(stops: readonly string[]): number[] {
  const ends = stops.map(parsed);
  return Array.from({ length: COLOUR_STEPS }, (_, step) => [...between(ends, step / (COLOUR_STEPS - 1)), 255]).flat();
}

/** Which of the colours a magnitude takes, given as log2, where the scale ends at 10^±decades. */
export function colourIndex(log2: number, decades: number): number {
  if (log2 === -Infinity) return 0;
  const share = Math.min(1, Math.max(-1, (log2 * Math.log10(2)) / decades));
  return 1 + Math.round(((share + 1) / 2) * (COLOUR_STEPS - 1));
}

/** The scale as a CSS gradient, smallest magnitude first. */
export function scaleGradient(theme: PictureTheme): string {
  return `linear-gradient(to right, ${MAGNITUDE_STOPS[theme].join(", ")})`;
}

function parsed(colour: string): Rgb {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [red!, green!, blue!];
}

/** The colour at `share` of the way from the first stop to the last. */
function between(stops: readonly Rgb[], share: number): number[] {
  const at = share * (stops.length - 1);
  const first = Math.min(Math.floor(at), stops.length - 2);
  const [low, high] = [stops[first]!, stops[first + 1]!];
  return low.map((value, channel) => value + (at - first) * (high[channel]! - value));
}
