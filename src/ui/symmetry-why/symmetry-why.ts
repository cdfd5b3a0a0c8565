import { LitElement, html, mathml } from "lit";
import { customElement } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { glossary } from "../theory-view/glossary.ts";
import { whyStyles } from "../why.styles.ts";
import { gradientFormula } from "./gradientFormula.ts";

const W = mathml`<mi>W</mi>`;
const H = mathml`<mi>h</mi>`;
const Z = mathml`<mi>z</mi>`;
const ERROR = mathml`<mo rspace="0">∂</mo><mi class="name">loss</mi><mo lspace="0" rspace="0">/</mo><mo lspace="0" rspace="0">∂</mo>${Z}`;
const ZERO = mathml`<mo>=</mo><mn>0</mn>`;

/** Why equal units stay equal, when even that does not move, and what breaks the tie. */
@customElement("symmetry-why")
export class SymmetryWhy extends LitElement {
  static override styles = [controlStyles, formulaStyles, whyStyles];

  protected override render(): unknown {
    return html`${equalUnits()} ${oneUnit()} ${zeros()} ${harmless()} ${noise()} ${glossary(WORDS)} ${sources()}`;
  }
}

function equalUnits(): unknown {
  return html`<p>
      Take two units of one layer with equal incoming weights and biases, which the next layer reads with equal weights.
      They add up the same z, say the same h, and are passed back the same error. Over the examples of an update, the
      gradient of the layer’s weights is
    </p>
    ${gradientFormula()}
    <p>
      with a row for each unit: equal rows of <math>${ERROR}</math> make equal rows of the gradient, and equal rows of
      <math>${H}</math>, the units of the layer before, make equal columns. Any optimizer here changes equal weights
      with equal gradients alike, momentum and all. So the units are equal after the update too, and after every one
      that follows. On this page they are so to the last bit, because each unit’s sums are taken in the same order.
    </p>`;
}

function oneUnit(): unknown {
  return html`<p>
      If all units of every hidden layer are equal, k of them that are read with the weight w are one that is read with
      k times w:
    </p>
    <math display="block">
      <munderover
        ><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow
        ><mi>k</mi></munderover
      ><mi>w</mi><msub><mi>h</mi><mi>i</mi></msub
      ><mo>=</mo><mo>(</mo><mi>k</mi><mi>w</mi><mo>)</mo><mi>h</mi>
    </math>
    <p>
      The network is then one with a single unit a layer, however wide it looks. What it loses, computed from one unit a
      layer that is counted k times, is the dotted line in the chart of the loss. With two features its boundary between
      two classes is a straight line, or several that run parallel where the activation is not monotone.
    </p>`;
}

function zeros(): unknown {
  return html`<p>
      From zeros every hidden <math>${Z}${ZERO}</math>, so
      <math>${H}<mo>=</mo><mi>φ</mi><mo>(</mo><mn>0</mn><mo>)</mo></math
      >. For ReLU and tanh that is 0: the last weights have the gradient 0 since <math>${H}${ZERO}</math>, and no error
      reaches an earlier layer since <math>${W}${ZERO}</math>. What is left is the output’s bias b, which under binary
      cross-entropy moves until the network says of every example what share p of them is in the class:
    </p>
    <math display="block">
      <mi>b</mi><mo>=</mo><mi class="name">ln</mi>
      <mfrac
        ><mi>p</mi><mrow><mn>1</mn><mo>−</mo><mi>p</mi></mrow></mfrac
      >
    </math>
    <p>
      With as many examples of either class that is 0, and nothing moves, rounding apart. The sigmoid of 0 is one half,
      so there the last weights have a gradient, the same for each, and after the first update the weights before them
      have one too: all move, together. With classes of equal size and all examples in each update even the sigmoid has
      nothing to go by, because the errors of both classes cancel: it rests at 0, or for many updates, until what
      rounding left of the sum has grown.
    </p>`;
}

function harmless(): unknown {
  return html`<p>
    Biases may well start at 0: units whose weights differ already have different gradients. And a network without
    hidden layers may start at 0 altogether: each weight there reads a feature of its own, so no two are of a kind, and
    under a cross-entropy the loss is a bowl, in which all ways down lead to the same place (where a line parts the
    classes without a mistake, to the same line, ever more surely).
  </p>`;
}

function noise(): unknown {
  return html`<p>
      Equal weights are balanced as a pencil on its tip is: exactly equal they stay, but the least difference may grow.
      While it is small it grows by a factor an update, and so from a noise of size ε it takes about
    </p>
    <math display="block">
      <mfrac
        ><mrow><mi class="name">ln</mi><mo>(</mo><mn>1</mn><mo>/</mo><mi>ε</mi><mo>)</mo></mrow
        ><mrow><mi>η</mi><mi>λ</mi></mrow></mfrac
      >
    </math>
    <p>
      updates of gradient descent with learning rate η until the units part, where −λ is how the loss curves between
      them: each tenfold smaller noise costs the same number of updates more. Where the loss does not curve down, the
      difference fades instead.
    </p>`;
}

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ["Unit", "one neuron: a row of weights W and a bias b, which make z = w · h + b and pass on φ(z)."],
  ["Gradient", "how fast the loss changes with each weight; an update moves weights against it."],
  ["Distinct units", "how many different bit patterns of incoming weights and bias a layer has."],
  ["Cosine", "of the angle between two units’ incoming weights: 1 where they point the same way, 0 at a right angle."],
  ["Rank", "how many of a matrix’s rows are no mixture of the others: 1 where all are equal."],
  ["Boundary", "where the network calls both classes equally likely."],
  ["(in, out)", "how TensorFlow prints a weight matrix: a row for each input, a column for each unit."],
];

function sources(): unknown {
  return html`<p>
    More on it: Goodfellow, Bengio and Courville 2016, “Deep Learning”, section 8.4; for how large random weights should
    be, Glorot and Bengio 2010, “Understanding the difficulty of training deep feedforward neural networks”.
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "symmetry-why": SymmetryWhy;
  }
}
