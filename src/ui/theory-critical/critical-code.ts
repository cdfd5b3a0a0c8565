import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CODE_FRAMEWORKS, type CodeFramework, type CriticalReport } from "../../experiments/theory/criticalReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { weightsTakeStyles } from "../weights-take/weights-take.styles.ts";

const SAID_MS = 4000;
const NAMES: Readonly<Record<CodeFramework, string>> = {
  numpy: "NumPy",
  pytorch: "PyTorch",
  keras: "Keras",
  jax: "JAX",
};

/** Programs that draw the critical weights, to copy. */
@customElement("critical-code")
export class CriticalCode extends LitElement {
  static override styles = [controlStyles, segmentedStyles, weightsTakeStyles];

  @property({ attribute: false }) code: CriticalReport["code"] = {};

  /** Whose code is on show. */
  @state() private framework: CodeFramework = "pytorch";
  @state() private said = "";
  /** Takes the last message away. */
  #silence: ReturnType<typeof setTimeout> | undefined;

  protected override render(): unknown {
    const offered = CODE_FRAMEWORKS.filter((framework) => this.code[framework] !== undefined);
    const shown = offered.find((framework) => framework === this.framework) ?? offered[0];
    if (shown === undefined) return nothing;
    const text = this.code[shown]!;
    return html`<h2>The same in code</h2>
      <div class="bar">
        <fieldset>
          <legend class="hidden">Code for</legend>
          <div class="segments">${offered.map((framework) => this.#choice(framework, shown))}</div>
        </fieldset>
        <button type="button" class="primary" @click=${() => this.#copy(text, shown)}>Copy code</button>
        <span role="status" class="muted">${this.said}</span>
      </div>
      <pre tabindex="0" role="region" aria-label=${`Code for ${NAMES[shown]}`}><code>${text}</code></pre>`;
  }

  #choice(framework: CodeFramework, shown: CodeFramework): unknown {
    return html`<label
      ><input
        type="radio"
        name="framework"
        value=${framework}
        .checked=${framework === shown}
        @change=${() => (this.framework = framework)}
      />${NAMES[framework]}</label
    >`;
  }

  async #copy(text: string, framework: CodeFramework): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(`Copied the code for ${NAMES[framework]}.`);
    } catch {
      this.#say("This browser did not allow copying; the code can be selected below.");
    }
  }

  #say(text: string): void {
    this.said = text;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => (this.said = ""), SAID_MS);
  }
}
