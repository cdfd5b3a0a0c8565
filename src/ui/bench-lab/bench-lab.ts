import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ConfigError } from "../../experiments/fields.ts";
import "../bench-knobs/bench-knobs.ts";
import type { BenchKnobs } from "../bench-knobs/bench-knobs.ts";
import "../bench-overheads/bench-overheads.ts";
import "../bench-plan/bench-plan.ts";
import "../bench-roofline/bench-roofline.ts";
import "../bench-table/bench-table.ts";
import { controlStyles } from "../controls.styles.ts";
import { QueryBar } from "../lab-app/queryBar.ts";
import "../notice-line/notice-line.ts";
import { benchLabStyles } from "./bench-lab.styles.ts";
import { estimateSeconds } from "./benchEstimate.ts";
import type { BenchChangeEvent } from "./benchEvents.ts";
import { benchJson } from "./benchJson.ts";
import { benchPromise } from "./benchPromise.ts";
import { BenchRun, type ConnectBench, type Results, foundIn } from "./benchRun.ts";
import { type BenchVerdict, benchVerdict } from "./benchVerdict.ts";
import {
  AddressError,
  type BenchView,
  DEFAULT_VIEW,
  asksToRun,
  readView,
  unknownText,
  viewQuery,
} from "./benchView.ts";
import { progressText } from "./progressText.ts";

const SAID_MS = 4000;
const MEASURING: BenchVerdict = {
  headline: "Measuring …",
  rest: "Leave this page in front, and the machine to itself: whatever else runs is measured too.",
};
const NO_AUTOSTART = "A link starts nothing of itself, since a bench keeps the machine busy: press Run.";

/** The Bench lab: what this adapter can do, and how near our kernels and others' libraries come to it. */
@customElement("bench-lab")
export class BenchLab extends LitElement {
  static override styles = [controlStyles, benchLabStyles];

  /** Starts the bench's worker; null until the page has one to give. */
  @property({ attribute: false }) connect: ConnectBench | null = null;
  /** The theme in force. */
  @property() theme = "light";

  @state() private view: BenchView = DEFAULT_VIEW;
  /** What is wrong with the address; "" where nothing is. */
  @state() private notice = "";
  @state() private said = "";
  @query("bench-knobs") private knobs!: BenchKnobs | null;

  #address = new QueryBar();
  #run = new BenchRun(this);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("popstate", this.#onPopState);
    this.#readAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("popstate", this.#onPopState);
    this.#address.drop();
    this.#run.stop();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("connect") && this.connect !== null) void this.#run.open(this.connect);
  }

  #onPopState = (): void => {
    this.#address.drop();
    this.#readAddress();
    this.knobs?.reset();
  };

  /** Takes the view from the address; a broken one leaves the last good view. */
  #readAddress(): void {
    try {
      this.view = readView(location.search);
      this.notice = unknownText(location.search) || (asksToRun(location.search) ? NO_AUTOSTART : "");
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof AddressError)) throw error;
      this.notice = `The address is broken: ${error.message}`;
    }
  }

  #onChange(event: BenchChangeEvent): void {
    this.view = { ...this.view, ...event.change };
    this.#address.show(viewQuery(this.view), true);
  }

  protected override render(): unknown {
    const { results } = this.#run;
    return html`${this.#notices()}
      <div class="page" @bench-change=${this.#onChange} @tuning-clear=${this.#clearTuning}>
        <section class="picture" aria-label="What this machine can do">
          ${this.#verdict(results)} ${this.#runBar(results)} ${this.#picture(results)}
        </section>
        ${results === null ? nothing : this.#numbers(results)}
        <bench-knobs .view=${this.view} ?busy=${this.#run.running}></bench-knobs>
      </div>`;
  }

  #verdict(results: Results | null): unknown {
    const { headline, rest } = this.#verdictOf(results);
    return html`<div class="verdict" aria-live="polite">
      <h1>${headline}</h1>
      <p>${rest}</p>
    </div>`;
  }

  #verdictOf(results: Results | null): BenchVerdict {
    // Half of the rows would say half of the truth.
    if (this.#run.running) return MEASURING;
    if (results !== null && results.rows.length > 0) return benchVerdict(foundIn(results));
    return benchPromise(this.view, this.#run.status, this.#seconds());
  }

  #seconds(): number {
    const unknown = { adapter: "", software: true, reason: null };
    return estimateSeconds(this.view, this.#run.status ?? unknown, this.#run.results?.rows ?? []);
  }

  #runBar(results: Results | null): unknown {
    const { running, progress, sentence } = this.#run;
    const cannot = this.view.works.length === 0 || this.connect === null;
    return html`<div class="run">
      ${
        running
          ? html`<button type="button" class="primary" @click=${() => this.#run.stop()}>Stop</button>`
          : html`<button type="button" class="primary" ?disabled=${cannot} @click=${this.#start}>
              ${results === null ? "Run" : "Run again"}
            </button>`
      }
      ${
        running
          ? html`<div class="running">
              <progress aria-label="Measuring" max="1" .value=${progress}></progress>${Math.round(progress * 100)} %
              <span class="muted">${sentence}</span>
            </div>`
          : nothing
      }
      ${
        !running && results !== null && results.rows.length > 0
          ? html`<button type="button" @click=${() => this.#copy(results)}>Copy as JSON</button>`
          : nothing
      }
      <span role="status" class="muted">${this.said}</span>
      <span role="status" class="hidden">${running ? progressText(progress) : ""}</span>
    </div>`;
  }

  #picture(results: Results | null): unknown {
    if (results === null) return html`<bench-plan .works=${this.view.works}></bench-plan>`;
    const { works, machine, rows } = results;
    if (machine.peaks === null) {
      return html`<p>${machine.reason} So there is no roofline to draw.</p>
        <bench-plan .works=${works} done></bench-plan>`;
    }
    return html`<bench-roofline
        .works=${works}
        .rows=${rows}
        .peaks=${machine.peaks}
        .theme=${this.theme}
      ></bench-roofline>
      <bench-overheads .peaks=${machine.peaks}></bench-overheads>`;
  }

  #numbers({ works, rows, machine }: Results): unknown {
    return html`<section class="more" aria-label="The numbers">
      <bench-table .works=${works} .rows=${rows} .peaks=${machine.peaks}></bench-table>
    </section>`;
  }

  #notices(): unknown {
    const { failure, stopped, running } = this.#run;
    const line = (text: string, tone: "bad" | "quiet", dismiss: () => void): unknown =>
      text === "" ? nothing : html`<notice-line .tone=${tone} .text=${text} @dismiss=${dismiss}></notice-line>`;
    const ended = stopped && !running ? "Stopped. What was measured until then stays." : "";
    return html`${line(this.notice, this.notice === NO_AUTOSTART ? "quiet" : "bad", () => (this.notice = ""))}
    ${line(failure, "bad", () => this.#run.dismiss())} ${line(ended, "quiet", () => this.#run.dismiss())}`;
  }

  #start(): void {
    if (this.notice === NO_AUTOSTART) {
      // What the link asked for is done: on return it is not asked for again.
      this.notice = "";
      history.replaceState(null, "", `?${viewQuery(this.view)}`);
    }
    void this.#run.start(this.view);
  }

  async #copy(results: Results): Promise<void> {
    try {
      await navigator.clipboard.writeText(benchJson(results, new Date()));
      this.#say("Copied.");
    } catch {
      this.#say("This browser did not allow copying.");
    }
  }

  async #clearTuning(): Promise<void> {
    if (await this.#run.clearTuning()) this.#say("Cleared: the fastest kernels are looked for again.");
  }

  #say(text: string): void {
    this.said = text;
    setTimeout(() => (this.said = ""), SAID_MS);
  }
}
