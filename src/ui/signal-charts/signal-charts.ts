import { LitElement, type PropertyValues, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { float32Limit } from "../../experiments/float32Limit.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { type SignalTheory, signalTheory } from "../../experiments/signalTheory.ts";
import { usesWeightVariance } from "../../experiments/weightSource.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { controlStyles } from "../controls.styles.ts";
import type { ChartModel } from "../lab-chart/chartModel.ts";
import "../layer-figure/layer-figure.ts";
import { type LayerFigure, layerChart, layerSummary, silentLayers } from "../signal-lab/layerModel.ts";
import { ViewChangeEvent } from "../signal-lab/viewChange.ts";
import { FLOAT32_LARGEST, FLOAT32_SMALLEST, float32Text, isGradientLost, isSignalLost } from "./float32Text.ts";
import { signalChartsStyles } from "./signal-charts.styles.ts";

const LIMITS = [
  { label: "float32’s largest, 3.4 × 10³⁸", log10: FLOAT32_LARGEST },
  { label: "float32’s smallest, 1.4 × 10⁻⁴⁵", log10: FLOAT32_SMALLEST },
];

const FLOAT32_HINT =
  "Float32, the usual number of a GPU, ends at 3.4 × 10³⁸. This page carries a power of two beside each, and goes on.";

const SHORT = "The notebook’s gradients begin at the second hidden layer, so this chart takes two of them.";

/** A figure with its chart and words, made once a report. */
interface Drawn {
  readonly model: ChartModel;
  readonly summary: string;
  readonly notes: readonly string[];
}

/**
 * Signal and gradient by layer, side by side, with the switch that shows where plain float32 ends.
 *
 * @fires view-change When the switch is turned.
 */
@customElement("signal-charts")
export class SignalCharts extends LitElement {
  static override styles = [controlStyles, signalChartsStyles];

  @property({ attribute: false }) report: SignalReport | null = null;
  /** True while numbers are on their way. */
  @property({ type: Boolean }) running = false;
  @property({ type: Boolean }) float32 = false;
  /** The layer of the histogram, ringed in the chart of the signal. */
  @property({ type: Number }) layer = 0;
  @property() theme = "light";

  #signal: Drawn | null = null;
  #gradient: Drawn | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { report } = this;
    if (report === null || !(changed.has("report") || changed.has("float32") || changed.has("layer"))) return;
    const theory = signalTheory(report.config);
    this.#signal = drawn(this.#figure(report, "signal", theory), report);
    this.#gradient = drawn(this.#figure(report, "gradient", theory), report);
  }

  #figure(report: SignalReport, meaning: "signal" | "gradient", theory: SignalTheory | null): LayerFigure {
    const isSignal = meaning === "signal";
    const limit = float32Limit(report);
    return {
      meaning,
      title: isSignal ? "std of activations" : "std of gradient",
      rows: isSignal ? report.forward : report.gradient,
      theory: theory === null ? null : isSignal ? theory.forward : theory.gradient,
      depth: report.config.depth,
      chosen: isSignal ? this.layer : undefined,
      float32: this.float32
        ? { limits: LIMITS, isLost: (row) => (isSignal ? isSignalLost(limit, row) : isGradientLost(limit, row)) }
        : null,
    };
  }

  protected override render(): unknown {
    const { report } = this;
    const none = report === null && !this.running ? "No numbers yet." : "";
    return html`<layer-figure
        heading="Signal, forward"
        caption="How widely each layer’s activations spread: std, their standard deviation"
        .model=${this.#signal?.model ?? null}
        .summary=${this.#signal?.summary ?? ""}
        .notes=${this.#signal?.notes ?? []}
        .empty=${none}
        .theme=${this.theme}
      ></layer-figure>
      <layer-figure
        heading="Gradient, backward"
        caption="How widely the gradient of the loss spreads, at each layer’s preactivations"
        .model=${this.#gradient?.model ?? null}
        .summary=${this.#gradient?.summary ?? ""}
        .notes=${this.#gradient?.notes ?? []}
        .empty=${report?.gradient.length === 0 ? SHORT : none}
        .theme=${this.theme}
      ></layer-figure>
      <p class="limit">
        <label>
          <input type="checkbox" .checked=${this.float32} @change=${this.#onSwitch} />
          Show where plain float32 ends
        </label>
        <span class="muted">${this.float32 && report !== null ? float32Text(float32Limit(report)) : FLOAT32_HINT}</span>
      </p>`;
  }

  #onSwitch(event: Event): void {
    this.dispatchEvent(new ViewChangeEvent({ float32: (event.target as HTMLInputElement).checked }, true));
  }
}

function drawn(figure: LayerFigure, { config }: SignalReport): Drawn {
  const silent = silentLayers(figure.rows);
  const name = nonlinearityOf(config.activation).label;
  const none = usesWeightVariance(config)
    ? `no theory line yet: under ${name} the growth depends on the signal’s size`
    : "no theory line: the initializer sets each layer’s variance";
  return {
    model: layerChart(figure),
    summary: layerSummary(figure),
    notes: [...(figure.theory === null ? [none] : []), ...(silent === "" ? [] : [silent])],
  };
}
