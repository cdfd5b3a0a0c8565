import type { AuditRow, CriticalReport } from "../../experiments/theory/criticalReport.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { formatNumber, plural, trimmed } from "../format.ts";
import { lnText } from "../theory-view/lnText.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";

/** Which variance makes the network critical, and how the defaults stand to it. */
export function criticalVerdict({ request, critical, depthLimit, audit }: CriticalReport): ViewVerdict {
  const name = nonlinearityOf(request.activation).label;
  const bias = request.sigmaB2 === 0 ? "" : `, biases with ${trimmed(formatNumber(request.sigmaB2, 4))}`;
  if (critical.sigmaW2 === null) {
    return { headline: `No variance makes ${name} critical here.`, rest: critical.reason ?? "" };
  }
  const variance = trimmed(formatNumber(critical.sigmaW2, 4));
  return {
    headline: `Draw ${name}’s weights with variance ${variance}\u00a0/\u00a0fanIn${bias}: gradients then hold.`,
    rest: [depthText(depthLimit, request.layers.length - 2), auditText(audit)].filter(Boolean).join(" "),
  };
}

function depthText(limit: number | null, hidden: number): string {
  if (limit === null) return "In theory nothing then limits the depth.";
  const rounded = plural(Math.round(limit), "layer");
  return hidden > limit
    ? `Inputs stay apart for about ${rounded}, which is less than this network’s ${hidden}.`
    : `Inputs stay apart for about ${rounded}, enough for this network’s ${hidden}.`;
}

function auditText(audit: readonly AuditRow[]): string {
  if (audit.length === 0) return "";
  const good = audit.filter(({ phase }) => phase === "critical").length;
  const some = good === 0 ? "none is" : good === 1 ? "1 is" : `${good} are`;
  const worst = audit
    .filter(({ log10Gradient }) => log10Gradient !== null)
    .toSorted((a, b) => Math.abs(b.log10Gradient!) - Math.abs(a.log10Gradient!))[0];
  const count = `Of ${plural(audit.length, "usual choice")} below, ${some} critical`;
  if (worst === undefined || Math.abs(worst.log10Gradient!) < Math.log10(2)) return `${count}.`;
  return `${count}; ${choiceText(worst)} multiplies the gradient by ${gradientText(worst)} over ${plural(worst.steps, "layer")}.`;
}

/** "the default of PyTorch", or an initializer that any framework has. */
function choiceText({ framework, initializer }: AuditRow): string {
  return framework === "any" ? initializer.split(",")[0]! : `the default of ${framework}`;
}

/** The gradient's factor from the last hidden layer to the first. */
export function gradientText({ log10Gradient }: Pick<AuditRow, "log10Gradient">): string {
  return log10Gradient === null ? "–" : lnText(log10Gradient * Math.LN10, 2);
}
