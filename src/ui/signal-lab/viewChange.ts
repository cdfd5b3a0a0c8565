import type { SignalView } from "./signalView.ts";

/** A part of the Signal lab asks for a change of its view. */
export class ViewChangeEvent extends Event {
  static readonly type = "view-change";
  constructor(
    readonly change: Partial<SignalView>,
    /** True for a step that the browser's back button should undo. */
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
