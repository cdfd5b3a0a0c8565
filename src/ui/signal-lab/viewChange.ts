import type { SignalView } from "./signalView.ts";

/** A part of the Signal lab asks for a change of its view. */
export class ViewChangeEvent extends Event {
  static readonly type = "view-change";
  constructor(
    readonly change: Partial<SignalView>,
    /** True where a person has settled on it, so that the browser's back button undoes it; false on the way there. */
    readonly step: boolean,
  ) {
    super(ViewChangeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "view-change": ViewChangeEvent;
  }
}
