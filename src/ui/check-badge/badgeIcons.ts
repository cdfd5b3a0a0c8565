import { svg } from "lit";

/** How a comparison came out; drawn on a grid of 24. */
export const BADGE_ICONS = {
  good: svg`<path d="M4 12.5l5 5 11-11" />`,
  bad: svg`<path d="M12 4v10m0 4.5v.5" />`,
  neutral: svg`<path d="M4 9.5c5-5 11 5 16 0M4 16c5-5 11 5 16 0" />`,
  quiet: svg`<circle cx="12" cy="12" r="8" />`,
};
