import type { EngineStatus, PictureTheme } from "../../experiments/lab.ts";
import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import type { TheoryView } from "./theoryView.ts";

/**
 * What every view of the Theory lab is given. A view runs on its own when `lab` or `config` changes, keeps the last good
 * report until a better one is there, and shows its own verdict, machine line and failures.
 */
export interface TheoryViewProperties {
  /** The machine behind the page; null until it is connected. */
  lab: TheoryLab | null;
  config: TheoryConfig;
  /** What the machine offers; null until it is known. */
  status: EngineStatus | null;
  theme: PictureTheme;
}

/**
 * A part of the Theory lab asks for a change of its configuration, which comes back as the property `config`. A change
 * that alters nothing gives the same object back, so that nothing runs again.
 */
export class TheoryChangeEvent extends Event {
  static readonly type = "theory-change";
  constructor(
    readonly change: Partial<TheoryConfig>,
    /** True where a person has settled on it, so that the browser's back button undoes it; false on the way there. */
    readonly step: boolean,
  ) {
    super(TheoryChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** The map asks for other colours or another part of the plane, or a view for another view. */
export class TheoryViewEvent extends Event {
  static readonly type = "theory-view";
  constructor(
    readonly change: Partial<Omit<TheoryView, "config">>,
    /** As in TheoryChangeEvent. */
    readonly step: boolean,
  ) {
    super(TheoryViewEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "theory-view": TheoryViewEvent;
    "theory-change": TheoryChangeEvent;
  }
}
