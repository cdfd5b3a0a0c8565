import type { BenchView } from "./benchView.ts";

/** A part of the Bench lab asks for a change of its view. */
export class BenchChangeEvent extends Event {
  static readonly type = "bench-change";
  constructor(readonly change: Partial<BenchView>) {
    super(BenchChangeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "bench-change": BenchChangeEvent;
  }
}
