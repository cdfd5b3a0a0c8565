import { LitElement, html, mathml } from "lit";
import { customElement } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { glossary } from "../theory-view/glossary.ts";
import { whyStyles } from "../why.styles.ts";

const CHI = mathml`<msub><mi>χ</mi><mn>1</mn></msub>`;
const W2 = mathml`<msubsup><mi>σ</mi><mi>w</mi><mn>2</mn></msubsup>`;

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ["σ_w², σ_b²", "fanIn times the variance of one weight, and the variance of one bias."],
  ["Critical", "χ₁ is 1: the gradient’s mean square is the same in every layer."],
  ["Ordered", "χ₁ is below 1: gradients fade layer by layer, and different inputs become alike."],
  ["Chaotic", "χ₁ is above 1: gradients grow layer by layer, and inputs that are alike come apart."],
  ["Gain", "σ_w: what torch.nn.init multiplies the standard deviation 1 / √fanIn with."],
  ["Depth that still trains", "about six times ξ_c, the number of layers in which differences of inputs fade to 1/e."],
];

/** Why one variance holds the gradient at every depth. */
@customElement("critical-why")
export class CriticalWhy extends LitElement {
  static override styles = [controlStyles, formulaStyles, whyStyles];

  protected override render(): unknown {
    return html`<p>
        On its way back through a layer the gradient’s mean square is multiplied by the same number at every layer, once
        the signal has settled at its mean square q*:
      </p>
      <math display="block">
        ${CHI}<mo>=</mo>${W2}<mi>E</mi><mo>[</mo><mi>φ</mi><mo>′</mo
        ><msup
          ><mrow
            ><mo>(</mo
            ><msqrt
              ><msup><mi>q</mi><mo>*</mo></msup></msqrt
            ><mi>z</mi><mo>)</mo></mrow
          ><mn>2</mn></msup
        ><mo>]</mo><mo>,</mo><mspace width="0.6em" /><mi>z</mi><mo>∼</mo><mi>N</mi><mo>(</mo><mn>0</mn><mo>,</mo
        ><mn>1</mn><mo>)</mo>
      </math>
      <p>
        Over 49 steps a factor of 0.9 leaves 0.6 %, and one of 1.21 makes 11,000. Only
        <math
          ><mrow>${CHI}<mo>=</mo><mn>1</mn></mrow></math
        >
        holds, and that is an equation for <math>${W2}</math>, which is solved here in float64 (Schoenholz et al. 2017,
        “Deep information propagation”). The gradient in the audit is a root mean square: each step multiplies it by
        <math><msqrt>${CHI}</msqrt></math
        >.
      </p>
      ${glossary(WORDS)}`;
  }
}
