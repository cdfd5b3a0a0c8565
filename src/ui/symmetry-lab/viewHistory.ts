import { QueryBar } from "../lab-app/queryBar.ts";
import { type SymmetryView, isSymmetryQuery, symmetryQuery } from "./symmetryAddress.ts";

/** What the history asks of the lab. */
interface HistoryNeeds {
  /** What is on show. */
  view(): SymmetryView;
  /** The updates that a person has led the runs to, while they have not come to rest; null where no one has. */
  place(): number | null;
}

/**
 * Mirrors the lab's view in the address, and in the history behind it: moves of one knob up to where it is let go share
 * an entry, and so do the player's. What is moved next has an entry of its own, so that Back undoes it alone.
 */
export class ViewHistory {
  readonly #bar = new QueryBar();
  readonly #needs: HistoryNeeds;
  #mover = "";

  constructor(needs: HistoryNeeds) {
    this.#needs = needs;
  }

  /** What moves from here on; to be told before the view changes. */
  turnTo(mover: string): void {
    if (mover !== this.#mover) this.tellPlace();
    this.#mover = mover;
  }

  /** Mirrors the view; `settled` ends the moves on the way to it. */
  show(settled: boolean): void {
    const query = symmetryQuery(this.#needs.view());
    if (settled) this.#bar.settle(query);
    else this.#bar.show(query, false);
  }

  /** Says where a person has led the runs, on the way too; what comes next is another entry. */
  tellPlace(): void {
    // Another lab may be on its way, whose address this is then.
    if (!isSymmetryQuery(location.search)) return;
    const [{ config, lesson }, iterations] = [this.#needs.view(), this.#needs.place()];
    if (iterations !== null) this.#bar.show(symmetryQuery({ config: { ...config, iterations }, lesson }), false);
    this.#bar.end();
  }

  /** Forgets what still waits to be written. */
  drop(): void {
    this.#bar.drop();
  }
}
