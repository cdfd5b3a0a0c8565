import { LitElement, html, mathml } from "lit";
import { customElement } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { glossary } from "../theory-view/glossary.ts";
import { whyStyles } from "../why.styles.ts";

const SIGMA_W2 = mathml`<msubsup><mi>σ</mi><mi>w</mi><mn>2</mn></msubsup>`;
const SIGMA_B2 = mathml`<msubsup><mi>σ</mi><mi>b</mi><mn>2</mn></msubsup>`;
const Q_STAR = mathml`<msup><mi>q</mi><mo>*</mo></msup>`;
const C_STAR = mathml`<msup><mi>c</mi><mo>*</mo></msup>`;
const CHI = mathml`<msub><mi>χ</mi><mn>1</mn></msub>`;
const XI_C = mathml`<msub><mi>ξ</mi><mi>c</mi></msub>`;
const EXPECT = mathml`<mi class="name">E</mi>`;

/** Why signals die or turn chaotic: the maps from one layer to the next, and the words used on the page. */
@customElement("theory-why")
export class TheoryWhy extends LitElement {
  static override styles = [controlStyles, formulaStyles, whyStyles];

  protected override render(): unknown {
    return html`${lengthMap()} ${gradient()} ${correlationMap()} ${glossary(WORDS)}`;
  }
}

function lengthMap(): unknown {
  return html`<p>
      Let weights be drawn with variance <math>${SIGMA_W2}<mo>/</mo><mi class="name">fanIn</mi></math> and biases with
      <math>${SIGMA_B2}</math>. In a very wide layer the preactivations are then a Gaussian sample, and their mean
      square q alone decides that of the next layer (Poole et al. 2016, eq. 3):
    </p>
    <math display="block">
      <msup><mi>q</mi><mo>′</mo></msup
      ><mo>=</mo>${SIGMA_W2}${EXPECT}<mo>[</mo><mi>φ</mi
      ><msup
        ><mrow
          ><mo>(</mo><msqrt><mi>q</mi></msqrt
          ><mi>z</mi><mo>)</mo></mrow
        ><mn>2</mn></msup
      ><mo>]</mo><mo>+</mo>${SIGMA_B2}
    </math>
    <p>
      Layer after layer, q settles at a fixed point <math>${Q_STAR}</math>. Where there is none, the signal grows
      without end; where it is 0, the signal dies.
    </p>`;
}

function gradient(): unknown {
  return html`<p>
      Going back, every layer multiplies the gradient’s mean square by one factor (Schoenholz et al. 2017):
    </p>
    <math display="block">
      ${CHI}<mo>=</mo>${SIGMA_W2}${EXPECT}<mo>[</mo><msup><mi>φ</mi><mo>′</mo></msup
      ><msup
        ><mrow><mo>(</mo><msqrt>${Q_STAR}</msqrt><mi>z</mi><mo>)</mo></mrow
        ><mn>2</mn></msup
      ><mo>]</mo>
    </math>
    <p>
      Below 1 gradients fade: the network is ordered. Above 1 they grow: it is chaotic. The line between, where
      <math>${CHI}<mo>=</mo><mn>1</mn></math
      >, is the edge of chaos: there a network of any depth still hears its first layer.
    </p>`;
}

function correlationMap(): unknown {
  return html`<p>
      Two inputs, whose preactivations u and v have the correlation c, meet the same weights (Poole et al. 2016, eq. 5):
    </p>
    <math display="block">
      <msup><mi>c</mi><mo>′</mo></msup
      ><mo>=</mo>
      <mfrac
        ><mrow
          >${SIGMA_W2}${EXPECT}<mo>[</mo><mi>φ</mi><mo>(</mo><mi>u</mi><mo>)</mo><mi>φ</mi><mo>(</mo><mi>v</mi><mo>)</mo
          ><mo>]</mo><mo>+</mo>${SIGMA_B2}</mrow
        >${Q_STAR}</mfrac
      >
    </math>
    <p>
      It ends at <math>${C_STAR}</math>. In the ordered phase that is 1: all inputs become one, and the network forgets
      which it saw. In the chaotic phase of a bounded activation it is below 1: even neighbours become strangers. Either
      way the difference shrinks by a factor e every <math>${XI_C}</math> layers, and nothing that was asked of inputs
      so much farther back can be learnt. On the line <math>${XI_C}</math> has no end.
    </p>
    <p>
      The points are measured in real networks of the width on the knobs. They stray from the curves since no layer is
      infinitely wide: about as one over the root of the width, and more with every layer.
    </p>`;
}

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ["σ_w²", "fanIn times the variance of one weight: what weights do to a layer’s mean square, before φ."],
  ["σ_b²", "the variance of one bias."],
  ["Preactivation", "the sum z = W h + b that goes into the activation φ."],
  ["q, q*", "the mean square of a layer’s preactivations, and the value at which it settles."],
  ["χ₁", "the factor of the gradient’s mean square a layer, where q = q*; its root is the factor of its size."],
  ["c, c*", "the correlation of two inputs’ preactivations, from -1 to 1, and the value at which it settles."],
  [
    "ξ_c, ξ_q",
    "in how many layers a difference from c* or q* shrinks by a factor e = 2.718. Networks learn to a depth of about 6 ξ_c.",
  ],
  ["Ordered, chaotic", "χ₁ below 1: gradients fade and inputs become alike. Above 1: gradients grow and inputs part."],
  ["Fixed point", "a value that a map leads back to itself."],
];
