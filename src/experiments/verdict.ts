import { type Float32Limit, float32Limit } from "./float32Limit.ts";
import { resolutionSentence } from "./resolution.ts";
import { foldText, rangeText, trendText } from "./phrases.ts";
import type { SignalReport } from "./signalReport.ts";
import { type Trend, type TrendKind, trendsOf } from "./trend.ts";

/** What a report says, in plain sentences. */
export interface Verdict {
  /** The one sentence to read first, or two. */
  readonly headline: string;
  readonly signal: string;
  readonly gradient: string;
  /** What stands below the headline: the rest, with nothing said twice. */
  readonly rest: string;
  /** The signal's kind, or, where the signal holds, the gradient's. */
  readonly kind: TrendKind;
  /** The signal's factor a layer, or null where it has none. */
  readonly growth: number | null;
}

/** Says what becomes of the signal and of its gradient, and where plain float32 would have ended. */
export function verdict(report: SignalReport): Verdict {
  const limit = float32Limit(report);
  const unresolved = resolutionSentence(report);
  const trends = trendsOf(report);
  const { kind, growth } = trends.signal;
  const first = unresolved ?? headline(report, trends.signal, trends.gradient, limit);
  const signal = unresolved ?? signalSentence(report, trends.signal) + signalEnd(limit);
  const gradient = gradientSentence(report, trends.gradient) + gradientEnd(limit);
  const isGradientTold = unresolved === null && kind === "holds" && hasGrowth(trends.gradient);
  const more = isGradientTold && trends.gradient.kind !== "holds" ? gradientInAll(trends.gradient) : gradient;
  return {
    headline: first,
    signal,
    gradient,
    rest: [signal, more].filter((sentence) => sentence !== first).join(" "),
    kind: kind === "holds" && hasGrowth(trends.gradient) ? trends.gradient.kind : kind,
    growth,
  };
}

function hasGrowth({ growth }: Trend): boolean {
  return growth !== null;
}

function headline(report: SignalReport, signal: Trend, gradient: Trend, limit: Float32Limit): string {
  if (signal.kind !== "holds") return signalSentence(report, signal) + signalEnd(limit);
  if (gradient.kind === "holds") return `The signal and its gradient hold over ${signal.layers} layers.`;
  if (hasGrowth(gradient)) return `The signal holds, but its gradient ${trendText(gradient)}.` + gradientEnd(limit);
  if (gradient.kind === "dead") return "The signal holds, but its gradient is dead.";
  return signalSentence(report, signal);
}

/** What a gradient does in all, where the headline says what it does a layer. */
function gradientInAll({ total, layers }: Trend): string {
  const change = foldText(10 ** Math.abs(total!));
  return `Back through ${layers} layers the gradient ${total! > 0 ? "grows" : "fades"} ${change} in all.`;
}

/** What one step does, where there is no second to make a trend of it. */
function singleStep({ forward }: SignalReport): string {
  const [input, hidden] = [forward[0]?.log10Std ?? null, forward[1]?.log10Std ?? null];
  if (input === null || hidden === null) return "One hidden layer is a single step, and no trend.";
  const factor = 10 ** Math.abs(hidden - input);
  const change = hidden < input ? `falls ${foldText(factor)}` : `grows ${foldText(factor)}`;
  return `One hidden layer is a single step: std ${factor < 1.05 ? "hardly changes" : change} from the input to it.`;
}

function signalSentence(report: SignalReport, trend: Trend): string {
  const { config } = report;
  switch (trend.kind) {
    case "dead":
      return `The signal is dead: every unit is zero from layer ${trend.since} on.`;
    case "constant":
      return config.width === 1 && config.samples === 1
        ? "One unit and one example have no spread to measure."
        : `The signal has no spread: all values are equal from layer ${trend.since} on.`;
    case "short":
      return singleStep(report);
    case "holds":
      return `The signal holds: over ${trend.layers} layers its largest std is ${rangeText(trend.range!)} of its smallest.`;
    default:
      return `The signal ${trendText(trend)}.`;
  }
}

function gradientSentence({ config, gradient }: SignalReport, trend: Trend): string {
  switch (trend.kind) {
    case "dead":
      return trend.since === gradient.at(-1)!.layer
        ? "The gradient is dead: it is zero in every layer."
        : `The gradient is dead: it is zero from layer ${trend.since} down.`;
    case "constant":
      return config.width === 1 && config.gradientSamples === 1
        ? "The gradient of one unit and one example has no spread to measure."
        : `The gradient has no spread: all values are equal from layer ${trend.since} down.`;
    case "short":
      return trend.layers === 0
        ? "With one hidden layer, there is no second gradient to compare with."
        : "With two hidden layers, the gradient is measured at one only, and has no trend.";
    case "holds":
      return `The gradient holds: back through ${trend.layers} layers its largest std is ${rangeText(trend.range!)} of its smallest.`;
    default:
      return `The gradient ${trendText(trend)} on its way back.`;
  }
}

function signalEnd({ forward }: Float32Limit): string {
  if (forward.overflow !== null) return ` Plain float32 would end at layer ${forward.overflow}.`;
  if (forward.vanish !== null) return ` Plain float32 would hold only zeros from layer ${forward.vanish} on.`;
  return "";
}

function gradientEnd({ gradient, everyGradientLost }: Float32Limit): string {
  if (everyGradientLost) return " Plain float32 would lose every gradient.";
  if (gradient.overflow !== null) return ` Plain float32 would end at layer ${gradient.overflow} on the way back.`;
  if (gradient.vanish !== null) return ` Plain float32 would hold only zeros from layer ${gradient.vanish} down.`;
  return "";
}
