import { LitElement, html, mathml } from "lit";
import { customElement } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { glossary } from "../theory-view/glossary.ts";
import { whyStyles } from "../why.styles.ts";

const N = mathml`<mi class="name">width</mi>`;
const L = mathml`<mi class="name">depth</mi>`;
const M = mathml`<mi>M</mi>`;
const LN_M = mathml`<mi class="name">ln</mi><mspace width="0.17em" />${M}`;
const ONE_LAYER = mathml`<mn>1</mn><mo>+</mo><mfrac><mn>5</mn>${N}</mfrac>`;

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    "M",
    "the mean square of a layer’s activations over that of the input’s: 1 where the signal is as strong as it was.",
  ],
  ["Mean field", "the theory of infinitely wide networks, in which every network does the same."],
  [
    "σ_w², σ_b²",
    "fanIn times the variance of one weight, and the variance of one bias. He’s choice for ReLU is σ_w² = 2.",
  ],
  ["Ensemble", "many networks, alike but for the numbers drawn; an ordinary network is one of them."],
  ["Median", "half of the networks lie below it: what a typical network does."],
  ["Heavy-tailed", "said of a quantity whose mean is made by rare, very large values."],
  ["Standard error", "how far a sample’s mean usually lies from the true one."],
];

/** Why a network of finite width drifts although its variance is right. */
@customElement("width-why")
export class WidthWhy extends LitElement {
  static override styles = [controlStyles, formulaStyles, whyStyles];

  protected override render(): unknown {
    return html`${product()} ${squares()} ${gradient()} ${glossary(WORDS)}`;
  }
}

function product(): unknown {
  return html`<p>
      A layer’s mean square is an average over its units. With infinitely many of them the average is exact; with 80 it
      is a little off, up or down, by the luck of the draw. The next layer starts from there, so after many layers M is
      a product of such factors:
    </p>
    <math display="block">
      ${M}<mo>=</mo><msub><mi>m</mi><mn>1</mn></msub
      ><mo>·</mo><msub><mi>m</mi><mn>2</mn></msub
      ><mo>·</mo><mo>…</mo><mo>·</mo><msub><mi>m</mi>${L}</msub>
    </math>
    <p>
      At ReLU’s
      <math
        ><mrow
          ><msubsup><mi>σ</mi><mi>w</mi><mn>2</mn></msubsup
          ><mo>=</mo><mn>2</mn></mrow
        ></math
      >
      each factor has mean 1, and they are independent, so the mean of the product is 1 at every depth: He’s promise
      holds. But a product is not a sum. A factor of ½ and one of 1½ have mean 1 and product ¾. What adds up is the
      logarithm, and the mean of a logarithm lies below the logarithm of the mean:
    </p>
    <math display="block">
      <mi>E</mi><mo>[</mo>${LN_M}<mo>]</mo><mo>≈</mo><mo>−</mo
      ><mfrac
        ><mn>5</mn><mrow><mn>2</mn><mo>·</mo>${N}</mrow></mfrac
      ><mo>·</mo>${L}
    </math>
    <math display="block">
      <mi class="name">Var</mi><mo>(</mo>${LN_M}<mo>)</mo><mo>≈</mo><mfrac><mn>5</mn>${N}</mfrac><mo>·</mo>${L}
    </math>
    <p>
      At 50 layers of 80 units these give −1.56 and 3.13 (exactly −1.60 and 3.28): the typical network keeps about a
      fifth of its signal. Only depth over width counts, so four times the width drifts a quarter as far on the log
      scale (Hanin and Rolnick 2018, “How to start training: the effect of initialization and architecture”).
    </p>`;
}

function squares(): unknown {
  return html`<p>The mean of the square multiplies as well, and grows:</p>
    <math display="block">
      <mi>E</mi><mo>[</mo><msup>${M}<mn>2</mn></msup
      ><mo>]</mo><mo>=</mo
      ><msup
        ><mrow><mo>(</mo>${ONE_LAYER}<mo>)</mo></mrow
        >${L}</msup
      >
    </math>
    <p>
      It follows from one layer: given the layer before, a unit’s squared activation is z² or 0, each with probability
      ½, where z is normal with variance 2. So an activation’s mean square is ½ · 2 = 1 and the mean of its fourth power
      ½ · 3 · 2² = 6, and the mean square of
      <math>${N}</math> of them has variance
      <math
        ><mrow><mo>(</mo><mn>6</mn><mo>−</mo><mn>1</mn><mo>)</mo><mo>/</mo>${N}</mrow></math
      >. At 50 × 80 it is 20.7, and no sample of ordinary size shows it: ln M is nearly normal with variance s², and
      under such a law half of E[M²] is made beyond mean + 2 s², that is 2 s standard deviations out. With s² = 3.28
      that is one network in about 7,000. The logarithm’s mean and variance have no such tail: there a thousand networks
      are plenty.
    </p>`;
}

function gradient(): unknown {
  return html`<p>
    The gradient is counted from the output: it starts at the last layer, where its mean square is 1, and walks back
    through the same weights. It meets as many random factors on its way, so at layer 1 it strays as far as the signal
    does at the end.
  </p>`;
}
