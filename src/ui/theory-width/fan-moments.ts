import { LitElement, css, html, mathml, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { EnsembleReport } from "../../experiments/theory/ensembleReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, plural, trimmed, unbrokenNumbers } from "../format.ts";
import { formulaStyles } from "../formula.styles.ts";
import { theoryTableStyles } from "../theory-view/theoryTable.styles.ts";
import { type Moment, halfHeldText, momentsOf, theoryGapText } from "./moments.ts";
import { rarityText } from "./rarity.ts";

const M = mathml`<mi>M</mi>`;
const LN_M = mathml`<mi class="name">ln</mi><mspace width="0.17em" /><mi>M</mi>`;
const NAMES: Readonly<Record<Moment["key"], readonly [formula: unknown, words: string]>> = {
  mean: [mathml`<mi>E</mi><mo>[</mo>${M}<mo>]</mo>`, "mean"],
  second: [mathml`<mi>E</mi><mo>[</mo><msup>${M}<mn>2</mn></msup><mo>]</mo>`, "mean of the square"],
  meanLog: [mathml`<mi>E</mi><mo>[</mo>${LN_M}<mo>]</mo>`, "mean of the logarithm"],
  varianceLog: [mathml`<mi class="name">Var</mi><mo>(</mo>${LN_M}<mo>)</mo>`, "its variance"],
  median: [null, "median"],
};

const UNITS = { theory: "", measured: "", apart: " standard errors" } as const;

/** Theory at this width beside what the sample shows of M at the last layer, and what a sample cannot show. */
@customElement("fan-moments")
export class FanMoments extends LitElement {
  static override styles = [
    controlStyles,
    formulaStyles,
    theoryTableStyles,
    css`
      h2 {
        margin-bottom: 0.5rem;
      }
      th:first-child {
        white-space: normal;
      }
      .label {
        display: none;
      }
      /* Each row a card, where columns would be cut off. */
      @media (max-width: 36rem) {
        table,
        tbody {
          display: block;
        }
        thead {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        tr {
          display: grid;
          gap: 0.15rem;
          padding: 0.6rem 0;
          border-bottom: 1px solid var(--line);
        }
        th,
        td {
          padding: 0;
          border: 0;
          text-align: left;
        }
        .label {
          display: inline;
          color: var(--ink-muted);
          font-weight: 400;
        }
        .absent {
          display: none;
        }
      }
      p {
        margin-top: 0.75rem;
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) report!: EnsembleReport;

  protected override render(): unknown {
    const { report } = this;
    const rarity = rarityText(report);
    const gap = theoryGapText(report);
    return html`<h2>M at layer ${report.config.depth}: theory beside ${plural(report.networks, "network")}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Theory beside measurement">
        <table>
          <thead>
            <tr>
              <th scope="col">of M</th>
              <th scope="col" class="theory">theory</th>
              <th scope="col">measured</th>
              <th scope="col">apart, in<br />standard errors</th>
            </tr>
          </thead>
          <tbody>
            ${momentsOf(report).map((moment) => row(moment))}
            <tr>
              <th scope="row">networks that hold half <small>of the sum of M, the largest first</small></th>
              ${cell("theory", null)} ${cell("measured", halfHeldText(report.networks, report.signal.at(-1)!))}
              ${cell("apart", null)}
            </tr>
          </tbody>
        </table>
      </div>
      ${rarity === "" ? nothing : html`<p>${unbrokenNumbers(rarity)}</p>`}
      ${gap === "" ? nothing : html`<p class="muted">${gap}</p>`}`;
  }
}

function row({ key, theory, measured, apart }: Moment): unknown {
  const [formula, words] = NAMES[key];
  const name = formula === null ? words : html`<math>${formula}</math><small>${words}</small>`;
  return html`<tr>
    <th scope="row">${name}</th>
    ${cell("theory", theory)} ${cell("measured", measured)}
    ${cell("apart", apart === null ? null : `${apart < 0 ? "−" : "+"}${apartText(Math.abs(apart))}`)}
  </tr>`;
}

/** A number or –; where rows are cards, with its name. */
function cell(column: keyof typeof UNITS, text: string | null): unknown {
  if (text === null) return html`<td class="muted absent">–</td>`;
  return html`<td class=${column}>
    <span class="label">${column} </span>${unbrokenNumbers(text)}<span class="label">${UNITS[column]}</span>
  </td>`;
}

function apartText(size: number): string {
  return size < 100 ? size.toFixed(1) : trimmed(formatNumber(size, 2));
}
