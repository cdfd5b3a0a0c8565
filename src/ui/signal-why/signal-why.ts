import { LitElement, html, mathml } from "lit";
import { customElement } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { whyStyles } from "../why.styles.ts";

const VAR_Z = mathml`<mi class="name">Var</mi><mo>(</mo><msub><mi>z</mi><mi>l</mi></msub><mo>)</mo>`;
const VAR_W = mathml`<mi class="name">Var</mi><mo>(</mo><mi>w</mi><mo>)</mo>`;
const MEAN_SQUARE = mathml`<mi>E</mi><mo>[</mo><msubsup><mi>h</mi><mrow><mi>l</mi><mo>−</mo><mn>1</mn></mrow><mn>2</mn></msubsup><mo>]</mo>`;

/** Why the signal grows: the step from one layer to the next, and the words used on the page. */
@customElement("signal-why")
export class SignalWhy extends LitElement {
  static override styles = [controlStyles, formulaStyles, whyStyles];

  protected override render(): unknown {
    return html`${forward()} ${backward()} ${glossary()}`;
  }
}

function forward(): unknown {
  return html`<p>
      Each unit adds up <math><mi class="name">fanIn</mi></math> products of a weight and an activation of the layer
      before. The weights are drawn around 0 and know nothing of the activations, so the products’ variances add up:
    </p>
    <math display="block">${VAR_Z}<mo>=</mo><mi class="name">fanIn</mi><mo>·</mo>${VAR_W}<mo>·</mo>${MEAN_SQUARE}</math>
    <p>
      ReLU then sets the negative half to 0 and keeps the rest, so half of the mean square is left for the next layer:
    </p>
    <math display="block">
      <mi>E</mi><mo>[</mo><msubsup><mi>h</mi><mi>l</mi><mn>2</mn></msubsup
      ><mo>]</mo><mo>=</mo> <mfrac><mn>1</mn><mn>2</mn></mfrac
      >${VAR_Z}
    </math>
    <p>Both steps together take the mean square from one layer to the next:</p>
    <math display="block">
      <mi>E</mi><mo>[</mo><msubsup><mi>h</mi><mi>l</mi><mn>2</mn></msubsup
      ><mo>]</mo><mo>=</mo>
      <mfrac
        ><mrow><mi class="name">fanIn</mi><mo>·</mo>${VAR_W}</mrow><mn>2</mn></mfrac
      ><mo>·</mo>${MEAN_SQUARE}
    </math>
    <p>
      Every layer multiplies by the same factor, and fifty layers multiply by its fiftieth power: on a log axis a
      straight line. It is level only where the factor is 1, that is at
      <math
        ><mrow>${VAR_W}<mo>=</mo><mn>2</mn><mo>/</mo><mi class="name">fanIn</mi></mrow></math
      >, He’s choice. At variance 1 and 80 units the factor is 40, so the std grows by
      <math
        ><msqrt><mn>40</mn></msqrt></math
      >, 6.3-fold a layer.
    </p>`;
}

function backward(): unknown {
  return html`<p>
    The gradient walks back through the same weights: a unit collects it from the fanOut units that it feeds, and ReLU’s
    derivative, 1 or 0, again keeps half. Between layers of equal width the factor is the same, so one variance holds
    both.
  </p>`;
}

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    "Activation",
    "a unit’s output h = φ(z). “Signal” is short for the activations of a layer, over all units and examples.",
  ],
  ["Preactivation", "the sum z = W h that goes into the nonlinearity φ."],
  ["Gradient", "how fast the loss changes with the preactivations of a layer; learning moves weights by it."],
  ["Variance, std", "the mean squared distance from the mean, and its square root."],
  ["fanIn, fanOut", "how many units feed a unit, and how many it feeds: here both are the width."],
  [
    "float32",
    "the usual number of a GPU: it ends at 3.4 × 10³⁸, float64 at 1.8 × 10³⁰⁸. This page carries a power of two beside each number, so its own numbers end at neither.",
  ],
  ["Seed", "where the random generator starts: the same seed draws the same weights, as NumPy draws them."],
];

function glossary(): unknown {
  return html`<dl>
    ${WORDS.map(
      ([word, meaning]) =>
        html`<dt>${word}</dt>
          <dd>${meaning}</dd>`,
    )}
  </dl>`;
}
