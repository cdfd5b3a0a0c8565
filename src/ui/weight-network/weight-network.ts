import { LitElement, html, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { ElementWidth } from "../element-width/elementWidth.ts";
import { type WeightPoint, arrayName } from "../weights-lab/weightPoint.ts";
import { WeightHoverEvent, WeightsChangeEvent } from "../weights-lab/weightsEvents.ts";
import { type NetworkColumn, type NetworkEdge, networkModel } from "./networkModel.ts";
import { networkSummary, shapeRule } from "./networkText.ts";
import { weightNetworkStyles } from "./weight-network.styles.ts";

/**
 * The network, a line a weight, with the rule that makes the shapes.
 *
 * @fires weight-hover When the mouse rests on a line, and when it leaves.
 * @fires weights-change When a line is pressed.
 */
@customElement("weight-network")
export class WeightNetwork extends LitElement {
  static override styles = [controlStyles, weightNetworkStyles];

  @property({ attribute: false }) report: WeightsReport | null = null;
  @property({ attribute: false }) pointed!: WeightPoint;

  #width = new ElementWidth(this);

  protected override render(): unknown {
    const { report, pointed } = this;
    if (report === null) return nothing;
    return html`<h2>Where they stand in the network</h2>
      ${this.#width.value === 0 ? nothing : this.#drawing(report)}
      <p>${shapeRule(report, pointed)}</p>
      <p class="muted">The thicker the line, the larger the weight; dashed lines are negative.</p>`;
  }

  #drawing(report: WeightsReport): unknown {
    const { value: width, rem } = this.#width;
    const { columns, edges, gaps, height } = networkModel(report, this.pointed, width, rem);
    const [head, foot] = [1.6 * rem, 1.8 * rem];
    return svg`<svg
      role="img"
      aria-label=${networkSummary(report)}
      width=${width}
      height=${height + head + foot}
      viewBox=${`0 ${-head} ${width} ${height + head + foot}`}
      @mouseleave=${() => this.#hover(null)}
    >
      ${edges.map((edge) => line(edge))}
      ${edges.map((edge) => this.#hit(edge))}
      ${columns.map((column) => this.#column(column, rem))}
      ${columns.slice(1).map((to, index) => this.#shape(columns[index]!, to, -head / 2))}
      ${columns.map(({ x, column, size }) => svg`<text x=${x} y=${height + foot / 2}>${columnText(column, size, columns.at(-1)!.column)}</text>`)}
      ${gaps.map((x) => dots(x, height / 2, 0.45 * rem, 0))}
    </svg>`;
  }

  #column({ nodes }: NetworkColumn, rem: number): unknown {
    return nodes.map(({ x, y, unit, isPointed }) =>
      unit === null
        ? dots(x, y, 0, 0.45 * rem)
        : svg`<circle class=${isPointed ? "node pointed" : "node"} cx=${x} cy=${y} r=${0.55 * rem} />`,
    );
  }

  /** The name of the weights between two columns that stand side by side. */
  #shape(from: NetworkColumn, to: NetworkColumn, y: number): unknown {
    if (to.column !== from.column + 1) return nothing;
    const isPointed = from.column === this.pointed.layer;
    const name = arrayName({ layer: from.column, part: "weight" });
    return svg`<text class=${isPointed ? "pointed" : ""} x=${(from.x + to.x) / 2} y=${y}>${name}: ${from.size} × ${to.size}</text>`;
  }

  #hit({ point, from, to }: NetworkEdge): unknown {
    return svg`<line
      class="hit"
      x1=${from.x}
      y1=${from.y}
      x2=${to.x}
      y2=${to.y}
      @mouseenter=${() => this.#hover(point)}
      @click=${() => this.dispatchEvent(new WeightsChangeEvent({ point }, false))}
    />`;
  }

  #hover(point: WeightPoint | null): void {
    this.dispatchEvent(new WeightHoverEvent(point));
  }
}

function line({ from, to, thickness, isNegative, isPointed }: NetworkEdge): unknown {
  const names = `edge ${isNegative ? "negative" : ""} ${isPointed ? "pointed" : ""}`;
  return svg`<line class=${names} x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} stroke-width=${isPointed ? Math.max(3, thickness) : thickness} />`;
}

/** Three dots for what is left out; many fonts have none that stand. */
function dots(x: number, y: number, across: number, down: number): unknown {
  return [-1, 0, 1].map((step) => svg`<circle class="left" cx=${x + step * across} cy=${y + step * down} r="1.5" />`);
}

function columnText(column: number, size: number, last: number): string {
  const noun = column === 0 ? "input" : column === last ? "output" : "unit";
  return `${size} ${noun}${size === 1 ? "" : "s"}`;
}
