import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { PeerName } from "../../bench/benchMachine.ts";
import { type Work, workFlop } from "../../bench/work.ts";
import { capitalized, workName, workTitle } from "../../bench/workNames.ts";
import { ConfigError } from "../../experiments/fields.ts";
import { BenchChangeEvent } from "../bench-lab/benchEvents.ts";
import { formatFlop } from "../bench-lab/benchFigures.ts";
import { type BenchView, MOST_WORKS, readRounds } from "../bench-lab/benchView.ts";
import { OFFERED_WORKS, isSameWork, orderedWorks, readProduct } from "../bench-lab/benchWorks.ts";
import { lookOf } from "../bench-lab/implementations.ts";
import { controlStyles } from "../controls.styles.ts";
import "../field-box/field-box.ts";
import type { FieldInputEvent } from "../field-box/field-box.ts";
import { benchKnobsStyles } from "./bench-knobs.styles.ts";
import { PEERS, type Peer } from "./peers.ts";

/** As short as a narrow column wants it. */
function knobTitle(work: Work): string {
  return capitalized(workTitle(work).replace("the notebook’s ", ""));
}

/** A text that a field does not take, and why. */
interface Refused {
  readonly text: string;
  readonly error: string;
}

/**
 * The knobs of a BenchView.
 *
 * @fires bench-change With a view that can be run.
 * @fires tuning-clear When a person wants the fastest kernels found again.
 */
@customElement("bench-knobs")
export class BenchKnobs extends LitElement {
  static override styles = [controlStyles, benchKnobsStyles];

  @property({ attribute: false }) view!: BenchView;
  /** True while a run goes on, whose tuning must not be taken away. */
  @property({ type: Boolean }) busy = false;

  /** Works that a person added, which stay on offer when they are not chosen. */
  @state() private added: readonly Work[] = [];
  @state() private product: Refused = { text: "", error: "" };
  @state() private rounds: Refused | null = null;

  /** Forgets what was typed in error: the view was set from elsewhere. */
  reset(): void {
    this.rounds = null;
    this.product = { text: "", error: "" };
  }

  protected override willUpdate(): void {
    const missing = this.view.works.filter((work) => !this.#offered().some((one) => isSameWork(one, work)));
    if (missing.length > 0) this.added = [...this.added, ...missing];
  }

  #offered(): Work[] {
    return orderedWorks([...OFFERED_WORKS.map(({ work }) => work), ...this.added]);
  }

  protected override render(): unknown {
    return html`${this.#works()} ${this.#peers()} ${this.#rounds()} ${this.#tuning()}`;
  }

  #works(): unknown {
    return html`<fieldset>
      <legend>What to measure</legend>
      ${this.#offered().map((work) => this.#work(work))}
      <form @submit=${this.#addProduct}>
        <label for="product">Another product, m × k × n</label>
        <input
          id="product"
          type="text"
          autocomplete="off"
          spellcheck="false"
          placeholder="300 x 200 x 50"
          .value=${live(this.product.text)}
          aria-invalid=${this.product.error === "" ? "false" : "true"}
          aria-describedby="product-error"
          @input=${(event: Event) => (this.product = { text: (event.target as HTMLInputElement).value, error: "" })}
        />
        <button>Add</button>
        ${
          this.product.error === ""
            ? nothing
            : html`<p id="product-error" class="error" role="alert">${this.product.error}</p>`
        }
      </form>
    </fieldset>`;
  }

  #work(work: Work): unknown {
    const hint = OFFERED_WORKS.find((one) => isSameWork(one.work, work))?.hint ?? "your own";
    return html`<label class="choice">
      <input
        type="checkbox"
        name="work"
        value=${workName(work)}
        .checked=${live(this.view.works.some((one) => isSameWork(one, work)))}
        @change=${(event: Event) => this.#choose(work, (event.target as HTMLInputElement).checked)}
      />
      <span>${knobTitle(work)}</span>
      <small class="cost">${formatFlop(workFlop(work))}</small>
      ${hint === "" ? nothing : html`<small class="why">${hint}</small>`}
    </label>`;
  }

  #choose(work: Work, isChosen: boolean): void {
    const others = this.view.works.filter((one) => !isSameWork(one, work));
    if (isChosen && others.length >= MOST_WORKS) {
      this.product = {
        ...this.product,
        error: `A run takes at most ${MOST_WORKS} pieces of work: leave one out first.`,
      };
      this.requestUpdate();
      return;
    }
    this.product = { ...this.product, error: "" };
    this.#change({ works: orderedWorks(isChosen ? [...others, work] : others) });
  }

  #addProduct(event: SubmitEvent): void {
    event.preventDefault();
    try {
      const work = readProduct(this.product.text);
      this.product = { text: "", error: "" };
      this.#choose(work, true);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.product = { ...this.product, error: error.message };
    }
  }

  #peers(): unknown {
    return html`<fieldset>
      <legend>Beside which libraries</legend>
      ${PEERS.map((peer) => this.#peer(peer))}
      <p class="hint">
        Each is loaded from this page’s own host when Run is pressed, and only if it is chosen; the figure is what that
        transfers, compressed.
      </p>
    </fieldset>`;
  }

  #peer({ name, megabytes }: Peer): unknown {
    return html`<label class="choice">
      <input
        type="checkbox"
        name="peer"
        value=${name}
        .checked=${live(this.view.against.includes(name))}
        @change=${(event: Event) => this.#choosePeer(name, (event.target as HTMLInputElement).checked)}
      />
      <span>${lookOf(name).title}</span>
      <small class="cost">${megabytes} MB</small>
    </label>`;
  }

  #choosePeer(name: PeerName, isChosen: boolean): void {
    const names = PEERS.map((peer) => peer.name);
    this.#change({ against: names.filter((one) => (one === name ? isChosen : this.view.against.includes(one))) });
  }

  #rounds(): unknown {
    return html`<div class="field">
      <field-box
        data-field="rounds"
        .label=${"Rounds"}
        .value=${this.rounds?.text ?? String(this.view.rounds)}
        .error=${this.rounds?.error ?? ""}
        @field-input=${({ text }: FieldInputEvent) => this.#setRounds(text)}
      ></field-box>
      <p class="hint">All take turns in each round, so that a busy moment hits everyone alike.</p>
    </div>`;
  }

  #setRounds(text: string): void {
    try {
      this.#change({ rounds: readRounds(text) });
      this.rounds = null;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.rounds = { text, error: error.named("Rounds") };
    }
  }

  #tuning(): unknown {
    return html`<div class="field">
      <button
        type="button"
        ?disabled=${this.busy}
        @click=${() => this.dispatchEvent(new Event("tuning-clear", { bubbles: true, composed: true }))}
      >
        Clear tuning
      </button>
      <p class="hint">
        The kernel found fastest on this adapter is remembered. Clearing makes the page look for it again.
      </p>
    </div>`;
  }

  #change(change: Partial<BenchView>): void {
    this.dispatchEvent(new BenchChangeEvent(change));
  }
}
