import { svg } from "lit";

/** Drawn on a grid of 24, in the colour of the text around them. */
export const ICONS = {
  light: svg`<circle cx="12" cy="12" r="4" /><path d="M12 2.5v2.5m0 14v2.5M2.5 12H5m14 0h2.5M5.3 5.3L7 7m10 10l1.7 1.7m0-13.4L17 7M7 17l-1.7 1.7" />`,
  dark: svg`<path d="M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z" />`,
  system: svg`<rect x="3" y="4.5" width="18" height="12" rx="2" /><path d="M9 20h6" />`,
  share: svg`<path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.2-1.2" />`,
} as const;
