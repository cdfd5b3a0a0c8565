import { LitElement, html, mathml } from "lit";
import { customElement } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { glossary } from "../theory-view/glossary.ts";
import { whyStyles } from "../why.styles.ts";

const Q = mathml`<msup><mi>q</mi><mo>*</mo></msup>`;
const W2 = mathml`<msubsup><mi>σ</mi><mi>w</mi><mn>2</mn></msubsup>`;
const B2 = mathml`<msubsup><mi>σ</mi><mi>b</mi><mn>2</mn></msubsup>`;
const CHI = mathml`<msub><mi>χ</mi><mn>1</mn></msub>`;

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    "Correlation c",
    "the cosine of the angle between what two inputs have become in a layer: 1 alike, 0 at a right angle.",
  ],
  ["q", "the mean square of a layer’s preactivations; q* is where it settles."],
  ["χ₁", "how much a small difference of two inputs grows from one layer to the next, squared."],
  ["Ordered, chaotic", "χ₁ below 1, where inputs become alike; above 1, where neighbours are torn apart."],
  ["Main directions", "those in which the curve varies most, found from the network’s own numbers, layer by layer."],
  ["Length of the curve", "the sum of the steps from each input to its neighbour, over the layer’s root mean square."],
];

/** Why a circle of inputs shrinks, stays or crumples. */
@customElement("geometry-why")
export class GeometryWhy extends LitElement {
  static override styles = [controlStyles, formulaStyles, whyStyles];

  protected override render(): unknown {
    return html`<p>
        Two inputs go through the same random weights. In a wide layer their preactivations u and v are jointly normal,
        and their correlation alone decides the next layer’s:
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label="Formula">
        <math display="block">
          <mi>c</mi><mo>′</mo><mo>=</mo>
          <mfrac>
            <mrow
              >${W2}<mi>E</mi><mo>[</mo><mi>φ</mi><mo>(</mo><mi>u</mi><mo>)</mo><mi>φ</mi><mo>(</mo><mi>v</mi><mo>)</mo
              ><mo>]</mo><mo>+</mo>${B2}</mrow
            >
            ${Q}
          </mfrac>
          <mo>,</mo><mspace width="0.6em" />${CHI}<mo>=</mo>${W2}<mi>E</mi><mo>[</mo><mi>φ</mi><mo>′</mo
          ><msup
            ><mrow><mo>(</mo><mi>u</mi><mo>)</mo></mrow
            ><mn>2</mn></msup
          ><mo>]</mo>
        </math>
      </div>
      <p>
        The same input twice stays the same: c = 1 is always a fixed point. Whether neighbours approach it or leave it
        is the map’s slope there, which is
        <math>${CHI}</math>. Below 1 all inputs run together, and the circle becomes a point. Above 1 neighbours part:
        small stretches of the circle grow, fold into new directions, and the curve crumples. At 1 the circle keeps its
        shape longest. Under ReLU without bias correlations rise to 1 at every variance, only slowly (Poole et al. 2016,
        “Exponential expressivity in deep neural networks through transient chaos”; Schoenholz et al. 2017, “Deep
        information propagation”).
      </p>
      ${glossary(WORDS)}`;
  }
}
