import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { BenchMachine } from "../../bench/benchMachine.ts";
import type { Lab } from "../../experiments/lab.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import type { TrainingLab } from "../../experiments/training/trainingLab.ts";
import { controlStyles } from "../controls.styles.ts";
import "../notice-line/notice-line.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { AddressEvent } from "./addressEvent.ts";
import { ICONS } from "./icons.ts";
import { labAppStyles } from "./lab-app.styles.ts";
import { LAB_IDS, LABS, type LabId, labAddress, labOf } from "./labs.ts";
import { THEME_CHOICES, type ThemeChoice, applyTheme, onDeviceTheme, storedTheme, themeInForce } from "./theme.ts";

const THEME_NAMES: Readonly<Record<ThemeChoice, string>> = { light: "Light", dark: "Dark", system: "As the device" };
const COPIED_MS = 2500;
const PAGE_TITLE = document.title;

declare global {
  interface HTMLElementTagNameMap {
    "lab-app": LabApp;
  }
}

/** The page: its name, the labs, theme and link, and the lab on show. Says so where anything goes wrong. */
@customElement("lab-app")
export class LabApp extends LitElement {
  static override styles = [controlStyles, segmentedStyles, labAppStyles];

  /** The machine behind the page. `lab.loseDevice()` shows what a driver reset does. */
  @property({ attribute: false }) lab: Lab | null = null;
  /** Starts the bench's own machine, once the Bench lab wants it. */
  @property({ attribute: false }) connectBench: (() => Promise<BenchMachine>) | null = null;
  /** Starts the theory's own machine, once the Theory lab wants it. */
  @property({ attribute: false }) connectTheory: (() => Promise<TheoryLab>) | null = null;
  /** Starts the training's own machine, once the Symmetry lab wants it. */
  @property({ attribute: false }) connectTraining: (() => Promise<TrainingLab>) | null = null;

  @state() private choice: ThemeChoice = storedTheme();
  @state() private shared = "";
  @state() private failure = "";
  /** The lab that the address asks for. */
  @state() private chosen: LabId = labOf(location.search);
  /** The lab on show, once its code is there. */
  @state() private shown: LabId | null = null;
  /** Where each lab was left. */
  #left: Partial<Record<LabId, string>> = {};
  #stopFollowing = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    applyTheme(this.choice);
    this.#stopFollowing = onDeviceTheme(() => this.requestUpdate());
    window.addEventListener("error", this.#onError);
    window.addEventListener("unhandledrejection", this.#onRejection);
    window.addEventListener("popstate", this.#onPopState);
    void this.#open(labOf(location.search));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFollowing();
    window.removeEventListener("error", this.#onError);
    window.removeEventListener("unhandledrejection", this.#onRejection);
    window.removeEventListener("popstate", this.#onPopState);
  }

  #onError = (event: ErrorEvent): void => {
    if (event.error != null) this.#fail(event.error);
  };

  #onRejection = (event: PromiseRejectionEvent): void => this.#fail(event.reason);

  #onPopState = (): void => void this.#open(labOf(location.search));

  /** Fetches a lab's code and shows it; the lab before stays on show until then. */
  async #open(lab: LabId): Promise<void> {
    this.chosen = lab;
    const { load, title, pageTitle } = LABS[lab];
    try {
      await load();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.failure = `The ${title} lab could not be loaded: ${reason} Reloading the page tries again.`;
      return;
    }
    if (this.chosen !== lab) return;
    this.shown = lab;
    document.title = pageTitle ?? PAGE_TITLE;
  }

  #fail(error: unknown): void {
    if (error instanceof Error && error.name === "AbortError") return;
    const message = error instanceof Error ? error.message : String(error);
    this.failure = `Something went wrong in the page: ${message} What you see may be out of date; reloading starts afresh.`;
  }

  protected override render(): unknown {
    return html`<header>
        <a class="name" href="./">Initscope</a>
        <nav aria-label="Labs">${LAB_IDS.map((lab) => this.#link(lab))}</nav>
        <div class="tools">
          ${this.#themes()}
          <button type="button" title="Copy the link to exactly this" @click=${this.#share}>
            <svg viewBox="0 0 24 24" aria-hidden="true">${ICONS.share}</svg>
            <span class="share-word">${this.shared || "Copy link"}</span>
          </button>
          <span class="hidden" role="status">${this.shared}</span>
        </div>
      </header>
      ${
        this.failure === ""
          ? nothing
          : html`<div class="notices">
              <notice-line .tone=${"bad"} .text=${this.failure} @dismiss=${() => (this.failure = "")}></notice-line>
            </div>`
      }
      <main id="main">${this.#labOnShow()}</main>`;
  }

  #labOnShow(): unknown {
    const theme = themeInForce(this.choice);
    switch (this.shown) {
      case "signal":
        return html`<signal-lab .lab=${this.lab} .theme=${theme}></signal-lab>`;
      case "weights":
        return html`<weights-lab .lab=${this.lab}></weights-lab>`;
      case "symmetry":
        return html`<symmetry-lab .connect=${this.connectTraining} .theme=${theme}></symmetry-lab>`;
      case "theory":
        return html`<theory-lab .connect=${this.connectTheory} .theme=${theme}></theory-lab>`;
      case "bench":
        return html`<bench-lab .connect=${this.connectBench} .theme=${theme}></bench-lab>`;
      default:
        return nothing;
    }
  }

  #link(lab: LabId): unknown {
    return html`<a
      href=${labAddress(lab)}
      aria-current=${lab === this.chosen ? "page" : nothing}
      @click=${(event: MouseEvent) => this.#follow(event, lab)}
      >${LABS[lab].title}</a
    >`;
  }

  /** Goes to another lab as it was left, and keeps the machine behind the page. */
  #follow(event: MouseEvent, lab: LabId): void {
    if (lab === this.chosen || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#left[this.chosen] = this.#address();
    history.pushState(null, "", this.#left[lab] ?? labAddress(lab));
    void this.#open(lab);
  }

  #themes(): unknown {
    return html`<fieldset>
      <legend class="hidden">Theme</legend>
      <div class="segments">
        ${THEME_CHOICES.map(
          (choice) =>
            html`<label title=${THEME_NAMES[choice]}>
              <input
                type="radio"
                name="theme"
                value=${choice}
                .checked=${choice === this.choice}
                @change=${() => this.#choose(choice)}
              />
              <svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[choice]}</svg>
              <span class="hidden">${THEME_NAMES[choice]}</span>
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #choose(choice: ThemeChoice): void {
    this.choice = choice;
    applyTheme(choice);
  }

  /** The address of what is on show, to the moment. */
  #address(): string {
    window.dispatchEvent(new AddressEvent());
    return location.href;
  }

  /** The whole state is in the address: its copy is the share. */
  async #share(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#address());
      this.shared = "Link copied";
    } catch {
      this.shared = "Copy it from the address bar";
    }
    setTimeout(() => (this.shared = ""), COPIED_MS);
  }
}
