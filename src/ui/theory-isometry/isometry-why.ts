import { LitElement, html, mathml } from "lit";
import { customElement } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { glossary } from "../theory-view/glossary.ts";
import { whyStyles } from "../why.styles.ts";

const L = mathml`<mi>L</mi>`;

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ["Jacobian", "how each output changes with each input: the network as a matrix, for small changes of its input."],
  ["Singular value", "by how much the Jacobian stretches one direction of its input; there are as many as units."],
  ["Isometry", "all singular values are 1: lengths and angles come out as they went in, forward and backward."],
  ["Dynamical isometry", "isometry of the whole Jacobian as the network starts, before any training."],
  ["Orthogonal", "said of a matrix that turns and mirrors, and stretches nothing; scaled here to the same σ_w²."],
];

/** Why orthogonal weights keep directions that Gaussian ones lose. */
@customElement("isometry-why")
export class IsometryWhy extends LitElement {
  static override styles = [controlStyles, formulaStyles, whyStyles];

  protected override render(): unknown {
    return html`${jacobian()} ${spread()} ${glossary(WORDS)}`;
  }
}

function jacobian(): unknown {
  return html`<p>By the chain rule the Jacobian is a product, one weight matrix and one diagonal matrix a layer:</p>
    <math display="block">
      <mi>J</mi><mo>=</mo><msub><mi>D</mi>${L}</msub><msub><mi>W</mi>${L}</msub><mo>…</mo
      ><msub><mi>D</mi><mn>1</mn></msub
      ><msub><mi>W</mi><mn>1</mn></msub
      ><mo>,</mo><mspace width="0.6em" /><msub><mi>D</mi><mi>l</mi></msub
      ><mo>=</mo><mi class="name">diag</mi><mspace width="0.17em" /><mi>φ</mi><mo>′</mo><mo>(</mo
      ><msub><mi>z</mi><mi>l</mi></msub
      ><mo>)</mo>
    </math>
    <p>
      The critical variance makes the mean of the squared singular values 1. It says nothing of their spread: a mean of
      1 may be half of them at 2 and half at 0. Gradients of directions that are lost never reach the first layers, and
      those that are stretched drown the rest.
    </p>`;
}

function spread(): unknown {
  return html`<p>
      At infinite width and <math>${L}</math> layers, the variance of the squared singular values over their mean
      squared is
    </p>
    <dl>
      <dt>no nonlinearity</dt>
      <dd><math>${L}</math> for Gaussian weights, 0 for orthogonal ones</dd>
      <dt>ReLU</dt>
      <dd>
        <math><mn>2</mn>${L}</math> for Gaussian weights, <math>${L}</math> for orthogonal ones
      </dd>
    </dl>
    <p>
      A Gaussian matrix stretches its directions unevenly, by factors between 0 and 2, and a product of many is ever
      more uneven. An orthogonal matrix stretches none. What is left is the nonlinearity: tanh at small signals has
      slope 1 nearly everywhere, and its network stays near isometry; ReLU’s slope is 0 for half of the units, whatever
      the weights (Pennington, Schoenholz and Ganguli 2017, “Resurrecting the sigmoid in deep learning through dynamical
      isometry”).
    </p>`;
}
