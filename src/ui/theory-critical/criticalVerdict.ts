import { tellingDigits } from "../../experiments/theory/auditDigits.ts";
import type { AuditRow, CriticalReport } from "../../experiments/theory/criticalReport.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { formatNumber, plural, trimmed } from "../format.ts";
import { lnText } from "../theory-view/lnText.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";

/** Which variance makes the network critical, and how the defaults stand to it. */
export function criticalVerdict(report: CriticalReport): ViewVerdict {
  const { request, critical, recommended, depthLimit, audit } = report;
  const name = nonlinearityOf(request.activation).label;
  const bias = request.sigmaB2 === 0 ? "" : `, biases with ${trimmed(formatNumber(request.sigmaB2, 4))}`;
  if (recommended === null) {
    return { headline: `No variance makes ${name} critical here.`, rest: critical.reason ?? "" };
  }
  const variance = trimmed(formatNumber(recommended, tellingDigits(recommended, 4)));
  const what = report.catch ?? depthText(depthLimit, request.layers.length - 2);
  return {
    headline: `Draw ${name}’s weights with variance ${variance}\u00a0/\u00a0fanIn${bias}: gradients then ${gradientsDo(report)}.`,
    rest: [what, auditText(audit)].filter(Boolean).join(" "),
  };
}

/** A factor of two over all layers is no more than what the first ones make of it on their way to q*. */
const HELD_LOG10 = Math.log10(2);

function gradientsDo({ catch: lost, log10Gradient }: Pick<CriticalReport, "catch" | "log10Gradient">): string {
  if (lost === null || log10Gradient === null || Math.abs(log10Gradient) <= HELD_LOG10) return "hold";
  return `${log10Gradient < 0 ? "fade" : "grow"}, but slower than exponentially`;
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
  if (log10Gradient === null) return "–";
  // Two digits tell a factor's size, and nothing of one near 1.
  const isNearOne = Math.abs(log10Gradient) < Math.log10(1.05);
  return lnText(log10Gradient * Math.LN10, isNearOne ? tellingDigits(10 ** log10Gradient, 3) : 2);
}
