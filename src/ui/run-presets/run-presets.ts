import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { NOTEBOOK_RUNS, type NotebookRun } from "../../experiments/notebook.ts";
import type { EngineChoice } from "../../experiments/signalConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { plainNumber } from "../format.ts";
import { ViewChangeEvent } from "../signal-lab/viewChange.ts";
import { runPresetsStyles } from "./run-presets.styles.ts";

/**
 * The notebook's runs, one press each.
 *
 * @fires view-change With a run's configuration, on the engine in use.
 */
@customElement("run-presets")
export class RunPresets extends LitElement {
  static override styles = [controlStyles, runPresetsStyles];

  /** The run whose numbers are on screen. */
  @property() chosen: string | null = null;
  @property() engine: EngineChoice = "auto";

  protected override render(): unknown {
    return html`<h2 id="heading">The notebook’s runs</h2>
      <ul aria-labelledby="heading">
        ${NOTEBOOK_RUNS.map((run) => html`<li>${this.#button(run)}</li>`)}
      </ul>`;
  }

  #button(run: NotebookRun): unknown {
    const { depth, width, weightVariance } = run.config;
    const network = `${depth} × ${width}, variance ${plainNumber(weightVariance)}`;
    return html`<button
      type="button"
      data-run=${run.id}
      aria-pressed=${run.id === this.chosen ? "true" : "false"}
      @click=${() => this.#choose(run)}
    >
      <span>${run.title}</span>
      <small>${network}</small>
    </button>`;
  }

  #choose(run: NotebookRun): void {
    const config = { ...run.config, engine: this.engine };
    this.dispatchEvent(new ViewChangeEvent({ config, run: run.id }, true));
  }
}
