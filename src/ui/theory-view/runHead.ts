import { html, nothing } from "lit";
import type { EngineStatus } from "../../experiments/lab.ts";
import { unbrokenNumbers } from "../format.ts";
import "../machine-line/machine-line.ts";
import type { MadeBy } from "../machine-line/machineText.ts";
import "../notice-line/notice-line.ts";
import "../run-progress/run-progress.ts";
import type { LatestRun } from "../theory-lab/latestRun.ts";
import "../theory-verdict/theory-verdict.ts";
import { type ViewVerdict, absentVerdict, outdatedText } from "./runText.ts";

/** The head of a view whose picture is made by one run. */
export interface RunHead {
  readonly run: Pick<
    LatestRun<never, unknown>,
    "running" | "stopped" | "failure" | "progress" | "stop" | "again" | "dismiss"
  >;
  readonly report: MadeBy | null;
  readonly status: EngineStatus | null;
  /** Null while there is no report. */
  readonly verdict: ViewVerdict | null;
  /** What the picture shows, where that is not what the knobs say; "" where it is. */
  readonly shown: string;
}

/** What failed, the verdict, and the machine beside the run's progress; the verdict of another network stands back. */
export function runHead({ run, report, status, verdict, shown }: RunHead): unknown {
  const { headline, rest } = verdict ?? absentVerdict(run);
  const unbroken = (text: string): string => unbrokenNumbers(text).replaceAll(" %", "\u00a0%");
  // Without a picture the failure stands in its place.
  const failure = verdict === null ? "" : run.failure;
  return html`${
      failure === ""
        ? nothing
        : html`<notice-line .tone=${"bad"} .text=${failure} @dismiss=${() => run.dismiss()}></notice-line>`
    }
    <theory-verdict
      .headline=${unbroken(headline)}
      .rest=${shown === "" ? unbroken(rest) : outdatedText(run, shown)}
      .waiting=${verdict === null || shown !== ""}
    ></theory-verdict>
    ${statusLine(run, report, status)}`;
}

/** Keeps its room also where it has nothing to say, so that nothing below moves when a run begins. */
function statusLine(run: RunHead["run"], report: MadeBy | null, status: EngineStatus | null): unknown {
  return html`<div class="status">
    <machine-line .report=${report} .status=${status}></machine-line>
    <run-progress
      .running=${run.running}
      .stopped=${run.stopped}
      .progress=${run.progress}
      @stop=${() => run.stop()}
      @approve=${() => run.again()}
    ></run-progress>
  </div>`;
}
