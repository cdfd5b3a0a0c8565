import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { mathText } from "../mathText.ts";
import { verdictStyles } from "../verdict.styles.ts";

/** What a view of the Theory lab, or the Symmetry lab, has found, in words: the most important sentence first, and large. */
@customElement("theory-verdict")
export class TheoryVerdict extends LitElement {
  static override styles = [
    controlStyles,
    verdictStyles,
    css`
      h1 {
        overflow-wrap: anywhere;
      }
      .waiting {
        font-weight: 400;
        color: var(--ink-muted);
        /* What is there in a moment does not blink. */
        transition: all 0s 0.25s;
      }
      p {
        max-width: 62rem;
      }
    `,
  ];

  @property() headline = "";
  /** What else there is to say, in a sentence or two; "" for nothing. */
  @property() rest = "";
  /** True while the sentence stands in for one that is on its way. */
  @property({ type: Boolean }) waiting = false;
  /** True while the sentences change with every picture, too often to be read out. */
  @property({ type: Boolean }) restless = false;

  protected override render(): unknown {
    return html`<div aria-live=${this.restless ? "off" : "polite"}>
      <h1 class=${this.waiting ? "waiting" : ""}>${unbroken(this.headline)}</h1>
      ${this.rest === "" ? nothing : html`<p>${unbroken(this.rest)}</p>`}
    </div>`;
  }
}

/** Keeps "6.3-fold" on one line, and sets indices. */
function unbroken(text: string): unknown[] {
  return text
    .split(/(\S+-fold)/)
    .map((part) => (part.endsWith("-fold") ? html`<span class="unbroken">${part}</span>` : mathText(part)));
}
