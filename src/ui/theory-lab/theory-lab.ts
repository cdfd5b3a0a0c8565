import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import { controlStyles } from "../controls.styles.ts";
import { type Connect, LabConnection } from "../lab-app/labConnection.ts";
import { QueryBar } from "../lab-app/queryBar.ts";
import "../notice-line/notice-line.ts";
import "../theory-verdict/theory-verdict.ts";
import { isSameWindow } from "./plane.ts";
import { theoryLabStyles } from "./theory-lab.styles.ts";
import type { TheoryChangeEvent, TheoryViewEvent } from "./theoryEvents.ts";
import {
  DEFAULT_VIEW,
  type TheoryView,
  changedView,
  isTheoryQuery,
  problemText,
  readView,
  viewQuery,
  windowOf,
} from "./theoryView.ts";
import { VIEWS, VIEW_IDS, type ViewId } from "./theoryViews.ts";

/** Fetch a view's code and define its element. */
const LOADERS: Readonly<Record<ViewId, () => Promise<unknown>>> = {
  map: () => import("../theory-map/theory-map.ts"),
  width: () => import("../theory-width/theory-width.ts"),
  geometry: () => import("../theory-geometry/theory-geometry.ts"),
  isometry: () => import("../theory-isometry/theory-isometry.ts"),
  critical: () => import("../theory-critical/theory-critical.ts"),
};

/** The Theory lab: what mathematics predicts of deep networks, beside what real ones do. */
@customElement("theory-lab")
export class TheoryLabElement extends LitElement {
  static override styles = [controlStyles, theoryLabStyles];

  /** Starts the lab's worker; null until the page has one to give. */
  @property({ attribute: false }) connect: Connect<TheoryLab> | null = null;
  /** The theme in force. */
  @property() theme: PictureTheme = "light";

  @state() private view: TheoryView = DEFAULT_VIEW;
  /** What is wrong with the address; "" where nothing is. */
  @state() private notice = "";
  /** Why a view's code did not come; "" where it did. */
  @state() private failure = "";
  /** The view on show, once its code is there. */
  @state() private shown: ViewId | null = null;

  #address = new QueryBar();
  #machine = new LabConnection<TheoryLab>(this);
  /** The part of the plane on show; the same object while it is the same part, so that nothing is drawn again. */
  #window = windowOf(DEFAULT_VIEW);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("popstate", this.#onPopState);
    this.#readAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("popstate", this.#onPopState);
    this.#address.drop();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const window = windowOf(this.view);
    if (!isSameWindow(window, this.#window)) this.#window = window;
    if (changed.has("connect") && this.connect !== null) void this.#machine.open(this.connect);
  }

  #onPopState = (): void => {
    this.#address.drop();
    if (isTheoryQuery(location.search)) this.#readAddress();
  };

  /** Takes the view from the address; what is broken in it stays as it was, and is said. */
  #readAddress(): void {
    const { view, problems } = readView(location.search, this.view);
    this.view = view;
    this.notice = problemText(problems);
    void this.#open(view.view);
  }

  /** Fetches a view's code and shows it; the view before stays on show until then. */
  async #open(id: ViewId): Promise<void> {
    this.failure = "";
    try {
      await LOADERS[id]();
    } catch (error) {
      if (this.view.view !== id) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.failure = `“${VIEWS[id].title}” could not be loaded: ${reason} Reloading the page tries again.`;
      return;
    }
    if (this.view.view === id) this.shown = id;
  }

  /** Shows a change, and mirrors it in the address. */
  #change(change: Partial<TheoryView>, step: boolean): void {
    this.view = changedView(this.view, change);
    const query = viewQuery(this.view);
    if (step) this.#address.settle(query);
    else this.#address.show(query, false);
  }

  #onChange({ change, step }: TheoryChangeEvent): void {
    const config = { ...this.view.config, ...change };
    // Each activation has its own part of the plane, until a person chooses another.
    const isOther = config.activation !== this.view.config.activation;
    const ownNetworks = this.view.ownNetworks || change.networks !== undefined;
    this.#change({ config, ownNetworks, ...(isOther ? { window: null } : {}) }, step);
  }

  #onView({ change, step }: TheoryViewEvent): void {
    this.#change(change, step);
    if (change.view !== undefined) void this.#open(change.view);
  }

  protected override render(): unknown {
    return html`${this.#notices()}
      <nav aria-label="Views of the theory">${VIEW_IDS.map((id) => this.#link(id))}</nav>
      <div @theory-change=${this.#onChange} @theory-view=${this.#onView}>${this.#viewOnShow()}</div>`;
  }

  #viewOnShow(): unknown {
    const { lab, status, failure } = this.#machine;
    // No view can show anything then: it is said once, in their place.
    if (failure !== "") {
      return html`<theory-verdict
        .headline=${"This lab could not be started."}
        .rest=${failure}
        waiting
      ></theory-verdict>`;
    }
    const { config, quantity } = this.view;
    const { theme } = this;
    switch (this.shown) {
      case "map":
        return html`<theory-map
          .lab=${lab}
          .config=${config}
          .status=${status}
          .theme=${theme}
          .window=${this.#window}
          .quantity=${quantity}
        ></theory-map>`;
      case "width":
        return html`<theory-width
          .lab=${lab}
          .config=${config}
          .ownNetworks=${this.view.ownNetworks}
          .status=${status}
          .theme=${theme}
        ></theory-width>`;
      case "geometry":
        return html`<theory-geometry
          .lab=${lab}
          .config=${config}
          .status=${status}
          .theme=${theme}
        ></theory-geometry>`;
      case "isometry":
        return html`<theory-isometry
          .lab=${lab}
          .config=${config}
          .status=${status}
          .theme=${theme}
        ></theory-isometry>`;
      case "critical":
        return html`<theory-critical
          .lab=${lab}
          .config=${config}
          .layers=${this.view.layers}
          .status=${status}
          .theme=${theme}
        ></theory-critical>`;
      default:
        return nothing;
    }
  }

  #link(id: ViewId): unknown {
    const { title, question } = VIEWS[id];
    return html`<a
      href="?${viewQuery({ ...this.view, view: id })}"
      title=${question}
      aria-current=${id === this.view.view ? "page" : nothing}
      @click=${(event: MouseEvent) => this.#follow(event, id)}
      >${title}</a
    >`;
  }

  /** A plain click stays in the page; others are the browser's. */
  #follow(event: MouseEvent, view: ViewId): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#change({ view }, true);
    void this.#open(view);
  }

  #notices(): unknown {
    const line = (text: string, dismiss: () => void): unknown =>
      text === "" ? nothing : html`<notice-line .tone=${"bad"} .text=${text} @dismiss=${dismiss}></notice-line>`;
    return html`${line(this.notice, () => (this.notice = ""))} ${line(this.failure, () => (this.failure = ""))} `;
  }
}
