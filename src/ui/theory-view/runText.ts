import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { LatestRun } from "../theory-lab/latestRun.ts";

/** What a view says first: the sentence that matters, and what else there is to say. */
export interface ViewVerdict {
  readonly headline: string;
  readonly rest: string;
}

type RunState = Pick<LatestRun<never, unknown>, "running" | "stopped" | "failure">;

/** The verdict in place of one that is not there yet: why, and what to do about it. */
export function absentVerdict({ failure, stopped }: RunState): ViewVerdict {
  if (failure !== "") return { headline: "This was not computed.", rest: failure };
  if (stopped) return { headline: "Stopped before there were numbers.", rest: "Run it again, or turn a knob." };
  return { headline: "Computing …", rest: "" };
}

/** What stands beside a verdict that is not about what the knobs say. */
export function outdatedText({ running }: RunState, shown: string): string {
  return running
    ? `This is still ${shown}; what the knobs say is being computed.`
    : `This is still ${shown}, not what the knobs say.`;
}

/** One network in a few words. */
export function networkText({ depth, width, activation, sigmaW2, sigmaB2 }: TheoryConfig): string {
  return `${depth} × ${width}, ${nonlinearityOf(activation).label}, σ_w² ${sigmaW2}, σ_b² ${sigmaB2}`;
}
