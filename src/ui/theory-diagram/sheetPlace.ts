import type { PlaneWindow } from "../theory-lab/plane.ts";

/** Where a painted window lies in the one on show, in shares of the plot. */
export function sheetPlace(painted: PlaneWindow, shown: PlaneWindow): Readonly<Record<string, string>> {
  const spanW = shown.sigmaW2[1] - shown.sigmaW2[0];
  const spanB = shown.sigmaB2[1] - shown.sigmaB2[0];
  return {
    left: percent((painted.sigmaW2[0] - shown.sigmaW2[0]) / spanW),
    bottom: percent((painted.sigmaB2[0] - shown.sigmaB2[0]) / spanB),
    width: percent((painted.sigmaW2[1] - painted.sigmaW2[0]) / spanW),
    height: percent((painted.sigmaB2[1] - painted.sigmaB2[0]) / spanB),
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(4)}%`;
}
