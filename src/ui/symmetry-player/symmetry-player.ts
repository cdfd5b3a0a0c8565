import { LitElement, html, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { type PlayerAction, SymmetryPlayEvent } from "../symmetry-lab/symmetryEvents.ts";
import { playerKey } from "./playerKeys.ts";
import { symmetryPlayerStyles } from "./symmetry-player.styles.ts";

/** Updates a picture. */
const SPEEDS = [1, 5, 20, 100, 500] as const;

const ICONS = {
  play: svg`<path d="M7 4.5v15l12.5-7.5z" />`,
  pause: svg`<path d="M7 5h3v14H7zM14 5h3v14h-3z" />`,
  step: svg`<path d="M5 5v14l9-7zM17 5h2v14h-2z" />`,
  reset: svg`<path d="M19 5v14l-9-7zM5 5h2v14H5z" />`,
};

/** A person chose how many updates a picture the runs make. */
export class SpeedChangeEvent extends Event {
  static readonly type = "speed-change";
  constructor(readonly speed: number) {
    super(SpeedChangeEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    "speed-change": SpeedChangeEvent;
  }
}

/**
 * Plays, pauses, steps and resets the runs, by buttons and by keys: see `playerKey`.
 *
 * @fires symmetry-play With what is asked of the runs.
 * @fires speed-change With the updates a picture.
 */
@customElement("symmetry-player")
export class SymmetryPlayer extends LitElement {
  static override styles = [controlStyles, symmetryPlayerStyles];

  @property({ type: Boolean }) playing = false;
  /** Updates made. */
  @property({ type: Number }) iteration = 0;
  /** Why no update can follow, in a few words; "" where one can. */
  @property() end = "";
  /** Updates a picture. */
  @property({ type: Number }) speed = 1;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.#onKey);
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const action = playerKey(event, this.playing);
    if (action === null) return;
    // Space would scroll the page, held down too.
    event.preventDefault();
    if (action !== "held") this.#ask(action);
  };

  protected override render(): unknown {
    const { playing } = this;
    const isOver = this.end === "" ? "false" : "true";
    return html`<div class="buttons" role="group" aria-label="Training">
        <button
          type="button"
          class="primary play"
          title="Space, where no button or field has the focus"
          aria-keyshortcuts="Space"
          aria-disabled=${isOver}
          @click=${() => this.#ask({ kind: playing ? "pause" : "play" })}
        >
          ${icon(playing ? "pause" : "play")} ${playing ? "Pause" : "Play"}
        </button>
        <button
          type="button"
          title="One update more (. here or in the pictures)"
          aria-keyshortcuts="."
          aria-disabled=${isOver}
          @click=${() => this.#ask({ kind: "step", updates: 1 })}
        >
          ${icon("step")} Step
        </button>
        <button
          type="button"
          title="Back to the start (0 or r, here or in the pictures)"
          aria-keyshortcuts="0 r"
          @click=${() => this.#ask({ kind: "reset" })}
        >
          ${icon("reset")} Reset
        </button>
      </div>
      <div class="count">
        <b>${this.iteration.toLocaleString("en")}</b> update${this.iteration === 1 ? "" : "s"}<span role="status"
          >${this.end === "" ? "" : `: ${this.end}`}</span
        >
      </div>
      ${this.#speeds()}`;
  }

  #speeds(): unknown {
    return html`<label class="speed">
      Updates a picture
      <select
        @change=${(event: Event) =>
          this.dispatchEvent(new SpeedChangeEvent(Number((event.target as HTMLSelectElement).value)))}
      >
        ${SPEEDS.map((speed) => html`<option value=${speed} .selected=${speed === this.speed}>${speed}</option>`)}
      </select>
    </label>`;
  }

  #ask(action: PlayerAction): void {
    // These buttons keep the focus at the end: disabled ones would drop it.
    if (this.end !== "" && (action.kind === "play" || action.kind === "step")) return;
    this.dispatchEvent(new SymmetryPlayEvent(action));
  }
}

function icon(name: keyof typeof ICONS): unknown {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg>`;
}
