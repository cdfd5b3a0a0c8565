import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatShape } from "../../experiments/weights/numpyFormat.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber } from "../format.ts";
import { type WeightPoint, arrayName, endsOf, isOutputsFirst, pointBetween } from "../weights-lab/weightPoint.ts";
import { weightLayoutStyles } from "./weight-layout.styles.ts";

/** More rows or columns than these are cut short. */
const MOST = 4;

/** One weight in both layouts: Keras's rows are inputs, PyTorch's rows are units. */
@customElement("weight-layout")
export class WeightLayout extends LitElement {
  static override styles = [controlStyles, weightLayoutStyles];

  @property({ attribute: false }) report: WeightsReport | null = null;
  @property({ attribute: false }) pointed!: WeightPoint;

  protected override render(): unknown {
    const { report } = this;
    if (report === null) return nothing;
    const own = isOutputsFirst(report.config);
    const name = arrayName({ ...this.pointed, part: "weight" });
    return html`<h2>Rows or columns? The same ${name}, kept two ways</h2>
      <div class="pair">${this.#table(report, false, !own)} ${this.#table(report, true, own)}</div>
      <p>
        One is the other turned on its side.
        ${
          own
            ? "Here a row holds all weights into one unit, and the layer computes W x + b."
            : "Here a row holds all weights out of one input, and the layer computes x W + b."
        }
        <span class="muted"
          >The numbers themselves do not carry over: each framework fills its own layout, row by row, from its own
          generator.</span
        >
      </p>`;
  }

  #table(report: WeightsReport, outputsFirst: boolean, isOwn: boolean): unknown {
    const { layer } = this.pointed;
    const { fanIn, fanOut } = report.layers[layer]!;
    const [rows, columns] = outputsFirst ? [fanOut, fanIn] : [fanIn, fanOut];
    const [rowNoun, columnNoun] = outputsFirst ? ["unit", "input"] : ["input", "unit"];
    const cut = (size: number): number[] => Array.from({ length: Math.min(size, MOST) }, (_, index) => index);
    const more = columns > MOST ? html`<td>…</td>` : nothing;
    return html`<div class=${isOwn ? "scroll own" : "scroll"}>
      <table>
        <caption>
          ${outputsFirst ? "PyTorch, NumPy here" : "TensorFlow, Keras, JAX"}: ${formatShape([rows, columns])}
        </caption>
        <thead>
          <tr>
            <td style="background: none"></td>
            ${cut(columns).map((column) => html`<th scope="col">${columnNoun} ${column + 1}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${cut(rows).map(
            (row) =>
              html`<tr>
                <th scope="row">${rowNoun} ${row + 1}</th>
                ${cut(columns).map((column) => {
                  const [input, unit] = outputsFirst ? [column, row] : [row, column];
                  return this.#cell(report, input, unit);
                })}
                ${more}
              </tr>`,
          )}
          ${
            rows > MOST
              ? html`<tr>
                  <th scope="row">…</th>
                  ${cut(columns).map(() => html`<td>…</td>`)} ${more}
                </tr>`
              : nothing
          }
        </tbody>
      </table>
    </div>`;
  }

  #cell(report: WeightsReport, input: number, unit: number): unknown {
    const { layer, part } = this.pointed;
    const { index } = pointBetween(report.config, layer, input, unit);
    const ends = endsOf(report.config, this.pointed);
    const isPointed = part === "weight" && ends.input === input && ends.unit === unit;
    return html`<td class=${isPointed ? "pointed" : ""}>
      ${formatNumber(report.layers[layer]!.weight.values[index]!, 2)}
    </td>`;
  }
}
