import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type RecipeStep, recipeOf } from "../../experiments/weights/recipe.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { pointWords } from "../weights-lab/pointWords.ts";
import type { WeightPoint } from "../weights-lab/weightPoint.ts";
import { tooFar } from "./recipeText.ts";
import { weightRecipeStyles } from "./weight-recipe.styles.ts";

/** Every step from the seed to one number. */
@customElement("weight-recipe")
export class WeightRecipe extends LitElement {
  static override styles = [controlStyles, weightRecipeStyles];

  @property({ attribute: false }) report: WeightsReport | null = null;
  @property({ attribute: false }) pointed!: WeightPoint;

  protected override render(): unknown {
    const { report, pointed } = this;
    if (report === null) return nothing;
    const { layer, index, part } = pointed;
    const far = tooFar(report, pointed);
    return html`<h2>How it was made <small>${pointWords(report.config, pointed)}</small></h2>
      ${
        far === ""
          ? html`<ol>
              ${recipeOf(report, layer, index, part).map((step) => item(step))}
            </ol>`
          : html`<p class="muted">${far}</p>`
      }`;
  }
}

function item({ label, value, note }: RecipeStep): unknown {
  return html`<li>
    <span class="label">${label}</span> <span class="value">${value}</span> <span class="note">${note}</span>
  </li>`;
}
