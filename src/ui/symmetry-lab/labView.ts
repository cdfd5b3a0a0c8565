import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { AddressEvent } from "../lab-app/addressEvent.ts";
import { DEFAULT_VIEW, type SymmetryView, isSymmetryQuery, problemText, readView } from "./symmetryAddress.ts";
import { ViewHistory } from "./viewHistory.ts";

/** What the view asks of the lab. */
interface ViewNeeds {
  /** The updates that a person has led the runs to, while they have not come to rest; null where no one has. */
  place(): number | null;
  /** The browser has gone to another entry of the history, whose address is about to be read. */
  onReturn(): void;
}

/** What the lab has on show: read from the address, and mirrored in it. */
export class LabView implements ReactiveController {
  /** What is wrong with the address; "" where nothing is. */
  notice = "";
  #view: SymmetryView = DEFAULT_VIEW;
  readonly #history: ViewHistory;

  constructor(
    readonly host: ReactiveControllerHost,
    readonly needs: ViewNeeds,
  ) {
    this.#history = new ViewHistory({ view: () => this.#view, place: () => needs.place() });
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("popstate", this.#onPopState);
    window.addEventListener(AddressEvent.type, this.#tellPlace);
    this.#read();
  }

  hostDisconnected(): void {
    window.removeEventListener("popstate", this.#onPopState);
    window.removeEventListener(AddressEvent.type, this.#tellPlace);
    this.#history.drop();
  }

  get config(): SymmetryConfig {
    return this.#view.config;
  }

  /** The lesson's step on show, from 1; 0 while it is closed. */
  get lesson(): number {
    return this.#view.lesson;
  }

  /** What changes the view from here on; to be told before the change. */
  turnTo(mover: string): void {
    this.#history.turnTo(mover);
  }

  /** Changes the view; the address hears of it by `mirror`. */
  change(change: Partial<SymmetryConfig>, lesson = this.lesson): void {
    this.#view = { config: { ...this.config, ...change }, lesson };
    this.host.requestUpdate();
  }

  /** Mirrors the view in the address; `settled` ends the moves on the way to it. */
  mirror(settled: boolean): void {
    this.#history.show(settled);
  }

  /** Says in the address where a person has led the runs; what comes next is another entry. */
  tellPlace(): void {
    this.#history.tellPlace();
  }

  /** What is wrong with the address has been read. */
  dismiss(): void {
    this.notice = "";
    this.host.requestUpdate();
  }

  #tellPlace = (): void => this.tellPlace();

  #onPopState = (): void => {
    this.#history.drop();
    if (!isSymmetryQuery(location.search)) return;
    this.needs.onReturn();
    this.#read();
  };

  /** Takes the view from the address; what is broken in it stays as it was, and is said. */
  #read(): void {
    const { view, problems } = readView(location.search, this.#view);
    this.#view = view;
    this.notice = problemText(problems);
    this.host.requestUpdate();
  }
}
