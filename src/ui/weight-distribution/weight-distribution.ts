import { LitElement, html, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { ElementWidth } from "../element-width/elementWidth.ts";
import { formatNumber, plural, trimmed } from "../format.ts";
import { type WeightPoint, arrayName, pointName } from "../weights-lab/weightPoint.ts";
import { WeightHoverEvent, WeightsChangeEvent } from "../weights-lab/weightsEvents.ts";
import { type Dot, type DistributionModel, distributionModel } from "./distributionModel.ts";
import { distributionText } from "./distributionText.ts";
import { weightDistributionStyles } from "./weight-distribution.styles.ts";

/**
 * The distribution that an array's numbers came from, with the numbers on it.
 *
 * @fires weight-hover When the mouse rests on a dot, and when it leaves.
 * @fires weights-change When a dot is pressed.
 */
@customElement("weight-distribution")
export class WeightDistribution extends LitElement {
  static override styles = [controlStyles, weightDistributionStyles];

  @property({ attribute: false }) report: WeightsReport | null = null;
  @property({ attribute: false }) pointed!: WeightPoint;

  #width = new ElementWidth(this);

  protected override render(): unknown {
    const { report, pointed } = this;
    if (report === null) return nothing;
    const { value: width, rem } = this.#width;
    const name = arrayName(pointed);
    const model =
      width === 0 ? null : distributionModel(report, pointed, { width, height: 10 * rem, margin: 1.4 * rem });
    return html`<h2>What ${name} was drawn from</h2>
      ${model === null ? nothing : this.#drawing(report, model, rem)}
      <p>${unbroken(distributionText(report, pointed))}</p>
      <p class="muted">${model === null ? "" : legend(model, name)}</p>`;
  }

  #drawing(report: WeightsReport, model: DistributionModel, rem: number): unknown {
    const { width, height, base, curve, area, marks, dots, isFilled, pointed } = model;
    return svg`<svg
      role="img"
      aria-label=${this.#summary(report)}
      width=${width}
      height=${height + 1.6 * rem}
      viewBox=${`0 0 ${width} ${height + 1.6 * rem}`}
      @mouseleave=${() => this.#hover(null)}
    >
      <path class="area" d=${area} />
      <path class="curve" d=${curve} />
      <line class="axis" x1="0" x2=${width} y1=${base} y2=${base} />
      ${marks.map(({ x, label }) => svg`<line class="axis" x1=${x} x2=${x} y1=${base} y2=${base + 5} /><text x=${x} y=${base + 1.3 * rem}>${label}</text>`)}
      ${isFilled ? svg`<path class="cloud" d=${dots.map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join("")} />` : dots.map((dot) => this.#dot(dot, base, 5))}
      <g class="pointed">
        ${this.#dot(pointed, base, 7)}
        <text x=${Math.min(width - 2 * rem, Math.max(2 * rem, pointed.x))} y=${pointed.y - 0.75 * rem}>${this.#value(report)}</text>
      </g>
    </svg>`;
  }

  #dot({ x, y, index }: Dot, base: number, radius: number): unknown {
    const point = { ...this.pointed, index };
    return svg`<line class="stem" x1=${x} x2=${x} y1=${y} y2=${base} /><circle
      class="dot"
      cx=${x}
      cy=${y}
      r=${radius}
      @mouseenter=${() => this.#hover(point)}
      @click=${() => this.dispatchEvent(new WeightsChangeEvent({ point }, false))}
    />`;
  }

  #value({ layers }: WeightsReport): string {
    const { layer, part, index } = this.pointed;
    return trimmed(formatNumber(layers[layer]![part].values[index]!, 4));
  }

  #summary(report: WeightsReport): string {
    const { layer, part } = this.pointed;
    const count = report.layers[layer]![part].values.length;
    const where = `${pointName(report.config, this.pointed)} lies at ${this.#value(report)}`;
    return `Density with ${plural(count, "number")} as dots on it. ${distributionText(report, this.pointed)} ${where}.`;
  }

  #hover(point: WeightPoint | null): void {
    this.dispatchEvent(new WeightHoverEvent(point));
  }
}

/** Keeps a root on one line. */
function unbroken(text: string): string {
  return text.replaceAll(/√\([^=,]*\)|1 \/ √\d+/g, (root) => root.replaceAll(" ", "\u00a0"));
}

function legend({ curve, isFilled, dots }: DistributionModel, name: string): string {
  if (curve === "") return `Each dot is a number of ${name}.`;
  const few = dots.length === 1 ? "The dot is the number" : `The ${dots.length} dots are the numbers`;
  if (!isFilled) return `Dashed: how likely each value was. ${few} of ${name}.`;
  return `Dashed: how likely each value was. Each of the ${plural(dots.length, "dot")} is a number of ${name}; only its place from left to right counts.`;
}
