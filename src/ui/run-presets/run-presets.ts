import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { NOTEBOOK_RUNS, type NotebookRun } from "../../experiments/notebook.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../experiments/signalConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { plainNumber } from "../format.ts";
import { isRunOf } from "../signal-lab/signalView.ts";
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

  /** The run that was pressed; null marks each whose network is on the knobs. */
  @property() chosen: string | null = null;
  @property({ attribute: false }) config: SignalConfig = DEFAULT_SIGNAL_CONFIG;
  /** Hides the runs at the variance that holds, which would give the challenge away. */
  @property({ type: Boolean }) secret = false;

  protected override render(): unknown {
    return html`<h2 id="heading">The notebook’s runs</h2>
      <ul aria-labelledby="heading">
        ${NOTEBOOK_RUNS.map((run) => html`<li class=${this.secret && holds(run) ? "secret" : ""}>${this.#button(run)}</li>`)}
      </ul>`;
  }

  #button(run: NotebookRun): unknown {
    const { depth, width, weightVariance } = run.config;
    const network = `${depth} × ${width}, variance ${plainNumber(weightVariance)}`;
    const isChosen = this.chosen === null ? isRunOf(run, this.config) : run.id === this.chosen;
    return html`<button
      type="button"
      data-run=${run.id}
      aria-pressed=${isChosen ? "true" : "false"}
      @click=${() => this.#choose(run)}
    >
      <span>${run.title}</span>
      <small>${network}</small>
    </button>`;
  }

  #choose(run: NotebookRun): void {
    const config = { ...run.config, engine: this.config.engine };
    this.dispatchEvent(new ViewChangeEvent({ config, run: run.id }, true));
  }
}

function holds({ config }: NotebookRun): boolean {
  return config.weightVariance === 2 / config.width;
}
