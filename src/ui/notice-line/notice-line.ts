import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";

/**
 * A sentence that a person should not miss: what happened, and what to do next.
 *
 * @fires dismiss When it was read.
 */
@customElement("notice-line")
export class NoticeLine extends LitElement {
  static override styles = [
    controlStyles,
    css`
      div {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: 1rem;
        margin-bottom: 0.75rem;
        padding: 0.5rem 0.5rem 0.5rem 1rem;
        border-radius: var(--radius);
        background: var(--raised);
      }
      .bad {
        background: var(--bad-paper);
      }
      p {
        padding: 0.3rem 0;
      }
    `,
  ];

  @property() text = "";
  @property() tone: "bad" | "quiet" = "quiet";

  protected override render(): unknown {
    return html`<div class=${this.tone}>
      <p role=${this.tone === "bad" ? "alert" : "status"}>${this.text}</p>
      <button type="button" class="quiet" @click=${() => this.dispatchEvent(new Event("dismiss"))}>Dismiss</button>
    </div>`;
  }
}
