import type { WeightPoint } from "./weightPoint.ts";
import type { WeightsView } from "./weightsView.ts";

/** A part of the Weights lab asks for a change of its view. */
export class WeightsChangeEvent extends Event {
  static readonly type = "weights-change";
  constructor(
    readonly change: Partial<WeightsView>,
    /** True for a step that the browser's back button should undo. */
    readonly step: boolean,
  ) {
    super(WeightsChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** The mouse rests on a number, or on none. */
export class WeightHoverEvent extends Event {
  static readonly type = "weight-hover";
  constructor(readonly point: WeightPoint | null) {
    super(WeightHoverEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "weights-change": WeightsChangeEvent;
    "weight-hover": WeightHoverEvent;
  }
}
