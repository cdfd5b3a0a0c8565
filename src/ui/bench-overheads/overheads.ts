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

export function overheads({ dispatchMs, submitMs, readbackMs }: MachinePeaks): Overhead[] {
  return [
    {
      name: "One dispatch",
      figure: formatTime(dispatchMs),
      meaning: `starts a kernel within a pass: ${formatTime(dispatchMs * LAYERS)} for ${LAYERS} layers, one by one`,
    },
    { name: "One submission", figure: formatTime(submitMs), meaning: "hands a list of commands to the device" },
    { name: "One readback", figure: formatTime(readbackMs), meaning: "brings four bytes back to the page" },
  ];
}
