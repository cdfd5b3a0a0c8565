import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";

/** A part of the Symmetry lab asks for a change of its configuration, which comes back as the property `config`. */
export class SymmetryChangeEvent extends Event {
  static readonly type = "symmetry-change";
  constructor(
    readonly change: Partial<SymmetryConfig>,
    /** True where a person has settled on it, so that the browser's back button undoes it; false on the way there. */
    readonly step: boolean,
  ) {
    super(SymmetryChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** What a person may ask of the runs. */
export type PlayerAction =
  | { readonly kind: "play" | "pause" | "reset" }
  /** So many updates more, then pause. */
  | { readonly kind: "step"; readonly updates: number }
  /** On until so many updates are made in all, then pause; from the start where more are made already. */
  | { readonly kind: "runTo"; readonly iteration: number }
  /** From the start until so many updates are made, in pictures that can be followed; then pause. */
  | { readonly kind: "watchTo"; readonly iteration: number };

/** A part of the Symmetry lab asks the runs to move or rest. */
export class SymmetryPlayEvent extends Event {
  static readonly type = "symmetry-play";
  constructor(readonly action: PlayerAction) {
    super(SymmetryPlayEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "symmetry-change": SymmetryChangeEvent;
    "symmetry-play": SymmetryPlayEvent;
  }
}
