import { html } from "lit";
import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { TheoryChangeEvent, TheoryViewEvent } from "../theory-lab/theoryEvents.ts";
import { DEFAULT_VIEW, type TheoryView, viewQuery } from "../theory-lab/theoryView.ts";
import type { ViewId } from "../theory-lab/theoryViews.ts";

/** Where a link of a view leads: another view, and the configuration there. */
export interface ViewTarget {
  readonly view: ViewId;
  readonly config: TheoryConfig;
  /** Layers of a person's own, which go along. */
  readonly layers?: TheoryView["layers"];
}

/** A target's query, without its question mark. */
export function targetQuery({ view, config, layers = null }: ViewTarget): string {
  return viewQuery({ ...DEFAULT_VIEW, view, config, layers });
}

/** A link into another view: a plain click stays in the page; others are the browser's. */
export function viewLink(text: string, target: ViewTarget): unknown {
  return html`<a href="?${targetQuery(target)}" @click=${(event: MouseEvent) => follow(event, target)}>${text}</a>`;
}

function follow(event: MouseEvent, { view, config }: ViewTarget): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  // One step of the history: the change is on the way to the view.
  event.currentTarget!.dispatchEvent(new TheoryChangeEvent(networkOf(config), false));
  event.currentTarget!.dispatchEvent(new TheoryViewEvent({ view }, true));
}

/** What makes the network, and nothing of how it is run. */
function networkOf({ activation, sigmaW2, sigmaB2, depth, width }: TheoryConfig): Partial<TheoryConfig> {
  return { activation, sigmaW2, sigmaB2, depth, width };
}
