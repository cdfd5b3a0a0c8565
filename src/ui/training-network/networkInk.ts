import type { PictureTheme } from "../../experiments/lab.ts";
import { levelColours } from "./weightScale.ts";

/** How strong a line is that stands for no weight: less than any that stands for one. */
const NO_WEIGHT = 0.45;

/** The theme's colours and type, read where the drawing stands. */
export interface NetworkInk {
  /** Of levels -LEVELS … LEVELS. */
  readonly colours: readonly string[];
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  /** Of a line that stands for no weight. */
  readonly none: string;
  readonly focus: string;
  readonly family: string;
  /** Pixels of a label. */
  readonly size: number;
}

/** A canvas needs plain colours: the style of `element` resolves what the theme's properties say there. */
export function readInk(element: HTMLElement, theme: PictureTheme, size: number): NetworkInk {
  const style = getComputedStyle(element);
  const colour = (name: string): string => {
    element.style.color = `var(--${name})`;
    return style.color;
  };
  return {
    colours: levelColours(theme),
    paper: colour("paper"),
    ink: colour("ink"),
    muted: colour("ink-muted"),
    line: colour("line-strong"),
    none: colour("line-strong").replace(/^rgb\((.*)\)$/, `rgba($1, ${NO_WEIGHT})`),
    focus: colour("focus"),
    family: style.fontFamily,
    size,
  };
}
