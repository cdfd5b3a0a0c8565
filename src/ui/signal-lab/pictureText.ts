import type { SignalConfig } from "../../experiments/signalConfig.ts";
import type { SignalRun } from "./signalRun.ts";
import { isSameConfig, networkText } from "./signalView.ts";

/** What the picture shows, where that is not what the knobs say and nothing is on its way; "" where it is. */
export function outdatedText({ report, running }: Pick<SignalRun, "report" | "running">, config: SignalConfig): string {
  if (report === null || running || isSameConfig(report.config, config)) return "";
  return `The picture still shows ${networkText(report.config)}: not what the knobs say.`;
}

/** Why there is no picture yet, and what to do about it. */
export function absenceText({ cost, failure, stopped }: Pick<SignalRun, "cost" | "failure" | "stopped">): {
  readonly absence: string;
  readonly reason: string;
} {
  if (cost !== null) return { absence: "A large network: it waits for your word.", reason: "" };
  if (failure !== "") return { absence: "This network was not computed.", reason: failure };
  if (stopped) return { absence: "Stopped before there were numbers.", reason: "Run it again, or turn a knob." };
  return { absence: "Computing …", reason: "" };
}
