import type { MachinePeaks } from "../../bench/report.ts";
import { formatTime } from "../bench-lab/benchFigures.ts";

/** One cost that no kernel can spare. */
export interface Overhead {
  readonly name: string;
  readonly figure: string;
  readonly meaning: string;
}

/** The notebook's network, sent layer by layer. */
const LAYERS = 50;
/** The step to which browsers coarsen a page's clock, and how far their sums of it stray, in steps. */
const CLOCK_STEP_MS = 0.1;
const CLOCK_NOISE = 1e-4;

export function overheads({ dispatchMs, submitMs, readbackMs }: MachinePeaks): Overhead[] {
  return [
    {
      name: "One dispatch",
      figure: formatTime(dispatchMs),
      meaning: `starts a kernel within a pass: ${formatTime(dispatchMs * LAYERS)} for ${LAYERS} layers, one by one`,
    },
    { name: "One submission", figure: formatTime(submitMs), meaning: "hands a list of commands to the device" },
    { name: "One readback", ...readback(readbackMs) },
  ];
}

/** A single readback is timed by the page's clock alone, and never finer than that tells. */
function readback(milliseconds: number): Pick<Overhead, "figure" | "meaning"> {
  const meaning = "brings four bytes back to the page";
  const steps = Math.round(milliseconds / CLOCK_STEP_MS);
  if (Math.abs(milliseconds / CLOCK_STEP_MS - steps) > CLOCK_NOISE)
    return { figure: formatTime(milliseconds), meaning };
  const above = Number(((steps + 1) * CLOCK_STEP_MS).toFixed(1));
  return {
    figure: `under ${above} ms`,
    meaning: `${meaning}; the browser’s clock tells no less than ${CLOCK_STEP_MS} ms apart`,
  };
}
