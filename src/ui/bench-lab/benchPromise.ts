import type { BenchStatus } from "../../bench/benchMachine.ts";
import { formatDuration, plural } from "../format.ts";
import { type BenchVerdict, SOFTWARE_NOTE } from "./benchVerdict.ts";
import type { BenchView } from "./benchView.ts";
import { participants } from "./implementations.ts";

/** What Run will do, and for how long. `status` is null until the adapter has answered. */
export function benchPromise(view: BenchView, status: BenchStatus | null, seconds: number): BenchVerdict {
  const headline = status === null ? "What can this machine do?" : `What can ${machineName(status)} do?`;
  if (view.works.length === 0) return { headline, rest: "Choose at least one piece of work to measure." };
  const hasAdapter = status === null || status.adapter !== null;
  const works = view.works.length === 1 ? "1 piece of work" : `${view.works.length} pieces of work`;
  const runners = plural(participants(view.against, hasAdapter).length, "implementation");
  const sentences = [
    status?.reason ?? "",
    `Nothing has run yet. Run measures ${hasAdapter ? "the adapter’s own limits, then " : ""}${works} on ${runners},`,
    `${plural(view.rounds, "round")} in turn, and checks every value against float64.`,
    `It takes about ${formatDuration(Math.max(1, seconds))} and keeps the machine busy.`,
    status?.software === true ? SOFTWARE_NOTE : "",
  ];
  return { headline, rest: sentences.filter((sentence) => sentence !== "").join(" ") };
}

function machineName({ adapter }: BenchStatus): string {
  return adapter ?? "this machine’s CPU";
}
