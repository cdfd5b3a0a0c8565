// oxlint-disable-next-line import/default -- The plugin makes the default export.
import BRBG from "palette:BrBG";
// oxlint-disable-next-line import/default -- The plugin makes the default export.
import PIYG from "palette:PiYG";
// oxlint-disable-next-line import/default -- The plugin makes the default export.
import RDBU from "palette:RdBu";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { BoundaryLook } from "../../model/boundary.ts";
import { COLOUR_STEPS, scaleBytes } from "../signal-picture/pictureColours.ts";

/** A class's colour in two strengths: the pale one is ground on light paper and mark on dark, the deep one the other way. */
interface ClassHue {
  readonly pale: string;
  readonly deep: string;
}

/**
 * Brown and teal come first, which colour-blind eyes tell apart and which nothing else here has: purple and orange are
 * weights and magnitudes. Further classes also have a line between them.
 */
const HUES: readonly ClassHue[] = [
  { pale: BRBG[3]!, deep: BRBG[1]! },
  { pale: BRBG[7]!, deep: BRBG[9]! },
  { pale: RDBU[7]!, deep: RDBU[9]! },
  { pale: PIYG[3]!, deep: PIYG[1]! },
  { pale: PIYG[7]!, deep: PIYG[9]! },
  { pale: "#c3c8cf", deep: "#555d68" },
];

/** Where no class is more probable than by chance. */
const CHANCE: Readonly<Record<PictureTheme, string>> = { light: "#f3f3f5", dark: "#22272f" };
const LINE: Readonly<Record<PictureTheme, string>> = { light: "#16191d", dark: "#eceef1" };

/** A line of this share of the picture's width, but no thinner than can be seen. */
const LINE_SHARE = 1 / 256;
const THINNEST = 1.5;

function hueOf(classIndex: number): ClassHue {
  return HUES[classIndex % HUES.length]!;
}

/** Colour of a class where it is certain, as the boundary paints it. */
function classGround(classIndex: number, theme: PictureTheme): string {
  return theme === "light" ? hueOf(classIndex).pale : hueOf(classIndex).deep;
}

/** Colour of a class's examples, which is read on its own ground and on the other's. */
export function classMark(classIndex: number, theme: PictureTheme): string {
  return theme === "light" ? hueOf(classIndex).deep : hueOf(classIndex).pale;
}

/** The ground by the probability of class 1, from 0 to 1, as a CSS gradient. */
export function probabilityGradient(theme: PictureTheme): string {
  return `linear-gradient(to right, ${classGround(0, theme)}, ${CHANCE[theme]}, ${classGround(1, theme)})`;
}

/** RGBA bytes: the line's, then each class's from chance to certainty. */
function coloursOf(theme: PictureTheme): BoundaryLook["colours"] {
  const line = LINE[theme];
  const ramps = HUES.map((_, classIndex) => scaleBytes([CHANCE[theme], classGround(classIndex, theme)]));
  return Uint8ClampedArray.from([...scaleBytes([line, line]).slice(0, 4), ...ramps.flat()]);
}

/** Made once: every frame asks for them. */
const COLOURS: Readonly<Record<PictureTheme, BoundaryLook["colours"]>> = {
  light: coloursOf("light"),
  dark: coloursOf("dark"),
};

/** How the boundary looks on a canvas so many pixels wide. */
export function boundaryLook(theme: PictureTheme, width: number): BoundaryLook {
  const line = Math.max(THINNEST, width * LINE_SHARE);
  return { line, classes: HUES.length, steps: COLOUR_STEPS, colours: COLOURS[theme] };
}
