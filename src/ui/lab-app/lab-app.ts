import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Lab } from "../../experiments/lab.ts";
import { controlStyles } from "../controls.styles.ts";
import "../notice-line/notice-line.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import "../signal-lab/signal-lab.ts";
import { ICONS } from "./icons.ts";
import { labAppStyles } from "./lab-app.styles.ts";
import { THEME_CHOICES, type ThemeChoice, applyTheme, onDeviceTheme, storedTheme, themeInForce } from "./theme.ts";

const THEME_NAMES: Readonly<Record<ThemeChoice, string>> = { light: "Light", dark: "Dark", system: "As the device" };
const COPIED_MS = 2500;

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

  @state() private choice: ThemeChoice = storedTheme();
  @state() private shared = "";
  @state() private failure = "";
  #stopFollowing = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    applyTheme(this.choice);
    this.#stopFollowing = onDeviceTheme(() => this.requestUpdate());
    window.addEventListener("error", this.#onError);
    window.addEventListener("unhandledrejection", this.#onRejection);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFollowing();
    window.removeEventListener("error", this.#onError);
    window.removeEventListener("unhandledrejection", this.#onRejection);
  }

  #onError = (event: ErrorEvent): void => {
    if (event.error != null) this.#fail(event.error);
  };

  #onRejection = (event: PromiseRejectionEvent): void => this.#fail(event.reason);

  #fail(error: unknown): void {
    if (error instanceof Error && error.name === "AbortError") return;
    const message = error instanceof Error ? error.message : String(error);
    this.failure = `Something went wrong in the page: ${message} What you see may be out of date; reloading starts afresh.`;
  }

  protected override render(): unknown {
    return html`<header>
        <a class="name" href="./">Initscope</a>
        <nav aria-label="Labs"><a href="./" aria-current="page">Signal</a></nav>
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
      <main id="main">
        <signal-lab .lab=${this.lab} .theme=${themeInForce(this.choice)}></signal-lab>
      </main>`;
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

  /** The whole state is in the address: its copy is the share. */
  async #share(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      this.shared = "Link copied";
    } catch {
      this.shared = "Copy it from the address bar";
    }
    setTimeout(() => (this.shared = ""), COPIED_MS);
  }
}
