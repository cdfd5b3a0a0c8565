import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Lab } from "../../experiments/lab.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, plural } from "../format.ts";
import { WeightsChangeEvent } from "../weights-lab/weightsEvents.ts";
import { MOST_DATA } from "../weights-lab/weightsView.ts";
import { dataSet, isSameDrawing, outputsOf } from "./dataModel.ts";
import { weightDataStyles } from "./weight-data.styles.ts";

const MOST_COLUMNS = 3;

/**
 * What changes when the data changes: the outputs; of the weights, nothing. They are drawn again to show it.
 *
 * @fires weights-change With the next data set.
 */
@customElement("weight-data")
export class WeightData extends LitElement {
  static override styles = [controlStyles, weightDataStyles];

  @property({ attribute: false }) lab: Lab | null = null;
  @property({ attribute: false }) report: WeightsReport | null = null;
  @property({ type: Number }) data = 1;

  /** What drawing again beside new data gave; "" before it was tried. */
  @state() private finding = "";

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("report")) this.finding = "";
  }

  protected override render(): unknown {
    const { report } = this;
    if (report === null) return nothing;
    return html`<h2>What changes when the data changes? Nothing</h2>
      <div class="row">
        ${this.#table(report)}
        <button type="button" @click=${() => this.#change(report)}>Give it other data</button>
      </div>
      <p class="same" role="status">
        ${
          this.finding === ""
            ? nothing
            : html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5 5 11-11" /></svg>`
        }<span>${this.finding || "The outputs follow the data. Do the weights?"}</span>
      </p>
      <p class="muted">
        The data X is no argument of the initializer. Framework, initializer, seed and the shapes decide every number;
        data comes later, when training moves the weights away from here.
      </p>`;
  }

  #table({ config, layers }: WeightsReport): unknown {
    const inputs = config.layers[0]!;
    const examples = dataSet(this.data, inputs);
    const outputs = outputsOf({ config, layers }, examples);
    const shown = Math.min(inputs, MOST_COLUMNS);
    return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            ${Array.from({ length: shown }, (_, index) => html`<th scope="col">x<sub>${index + 1}</sub></th>`)}
            ${inputs > shown ? html`<th scope="col">…</th>` : nothing}
            ${outputs === null ? nothing : html`<th scope="col" class="out">output</th>`}
          </tr>
        </thead>
        <tbody>
          ${examples.map(
            (example, row) =>
              html`<tr>
                ${example.slice(0, shown).map((value) => html`<td>${value.toFixed(1).replace("-", "−")}</td>`)}
                ${inputs > shown ? html`<td>…</td>` : nothing}
                ${outputs === null ? nothing : html`<td class="out">${formatNumber(outputs[row]![0]!, 3)}</td>`}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Other data, and the weights drawn anew beside it. */
  async #change(report: WeightsReport): Promise<void> {
    this.dispatchEvent(new WeightsChangeEvent({ data: (this.data % MOST_DATA) + 1 }, false));
    const again = await this.lab?.drawWeights(report.config);
    if (again === undefined || this.report !== report) return;
    const count = report.layers.reduce((sum, { weight, bias }) => sum + weight.values.length + bias.values.length, 0);
    this.finding = isSameDrawing(report, again)
      ? `Drawn again beside data set ${this.data}: all ${plural(count, "number")} of W and b are the same, bit for bit.`
      : "Drawn again, and they differ: that is a fault of this page. Please report it.";
  }
}
