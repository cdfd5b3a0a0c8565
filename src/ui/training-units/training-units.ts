import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { LayerSymmetry } from "../../experiments/training/layerSymmetry.ts";
import { type RunFrame, SIDES } from "../../experiments/training/trainingLab.ts";
import { controlStyles } from "../controls.styles.ts";
import { scrollCueStyles } from "../theory-view/scrollCue.styles.ts";
import { theoryTableStyles } from "../theory-view/theoryTable.styles.ts";
import { trainingUnitsStyles } from "./training-units.styles.ts";
import { UNIT_WORDS, type UnitsCell, cosineCell, distinctCell, rankCell } from "./unitsRows.ts";

/** How alike the units of each layer are, in numbers, both runs side by side. */
@customElement("training-units")
export class TrainingUnits extends LitElement {
  static override styles = [controlStyles, theoryTableStyles, scrollCueStyles, trainingUnitsStyles];

  @property({ attribute: false }) frames: readonly [RunFrame, RunFrame] | null = null;
  @property({ attribute: false }) names: readonly [string, string] = ["", ""];
  /** Units of each layer, the input first. */
  @property({ attribute: false }) sizes: readonly number[] = [];

  protected override render(): unknown {
    const { frames, names } = this;
    if (frames === null) return nothing;
    const layers = frames[0].symmetry.map((_, layer) => frames.map(({ symmetry }) => symmetry[layer]!));
    return html`<h2 id="heading">How alike the units are</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="heading">
        <table>
          <thead>
            <tr>
              <td></td>
              ${SIDES.map((side) => html`<th class=${side === 0 ? "run first" : "run second first"} colspan="3" scope="colgroup">${names[side]}</th>`)}
            </tr>
            <tr>
              <th scope="col">layer</th>
              ${SIDES.map(
                () =>
                  html`<th class="first" scope="col">distinct units</th>
                    <th scope="col">cosine</th>
                    <th scope="col">rank</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${layers.map(
              (sides, layer) =>
                html`<tr>
                  <th scope="row">${layer + 1}${layer === layers.length - 1 ? ", output" : ""}</th>
                  ${sides.map((symmetry) => cells(symmetry, this.sizes[layer] ?? symmetry.units))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <dl>
        ${UNIT_WORDS.map(
          ([word, meaning]) =>
            html`<div>
              <dt>${word}</dt>
              <dd>${meaning}</dd>
            </div>`,
        )}
      </dl>`;
  }
}

function cells(symmetry: LayerSymmetry, fanIn: number): unknown {
  return html`${cell(distinctCell(symmetry), "first")} ${cell(cosineCell(symmetry), "")}
  ${cell(rankCell(symmetry, fanIn), "")}`;
}

function cell({ text, title, isEqual }: UnitsCell, place: string): unknown {
  return html`<td class=${isEqual ? `${place} equal` : place} title=${title}>${text}</td>`;
}
