import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { controlStyles } from "../controls.styles.ts";

/** What a person typed into a field. */
export class FieldInputEvent extends Event {
  static readonly type = "field-input";
  constructor(readonly text: string) {
    super(FieldInputEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    "field-input": FieldInputEvent;
  }
}

/**
 * A box for one field, with the sentence that says what it does not allow.
 *
 * @fires field-input With every change of the text.
 */
@customElement("field-box")
export class FieldBox extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
      }
      label {
        font-weight: 500;
      }
      :host([stacked]) .head {
        display: grid;
        gap: 0.15rem;
      }
      :host([stacked]) label {
        font-size: 0.8rem;
        font-weight: 400;
        color: var(--ink-muted);
      }
      input {
        width: 7.5rem;
        min-width: 0;
        min-height: 2.25rem;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--paper);
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      input[aria-invalid="true"] {
        border-color: var(--bad);
        background: var(--bad-paper);
      }
      :host([stacked]) input {
        width: 100%;
      }
      /* A person on the way to another number passes the empty box. */
      .error {
        animation: appear 0s 0.4s both;
      }
      @keyframes appear {
        from {
          visibility: hidden;
        }
      }
    `,
  ];

  @property() label = "";
  @property() value = "";
  /** Stands in an empty box: what is taken where nothing is typed. */
  @property() placeholder = "";
  /** Why the text is not taken; "" where it is. */
  @property() error = "";
  /** True where another place says why: the box alone is marked. */
  @property({ type: Boolean }) bad = false;
  @property() inputmode: "numeric" | "decimal" | "text" = "numeric";
  /** The name above the box. */
  @property({ type: Boolean, reflect: true }) stacked = false;

  protected override render(): unknown {
    return html`<div class="head">
        <label for="box">${this.label}</label>
        <input
          id="box"
          type="text"
          inputmode=${this.inputmode}
          autocomplete="off"
          spellcheck="false"
          placeholder=${this.placeholder}
          .value=${live(this.value)}
          aria-invalid=${this.error === "" && !this.bad ? "false" : "true"}
          aria-describedby="error"
          @input=${(event: Event) => this.dispatchEvent(new FieldInputEvent((event.target as HTMLInputElement).value))}
        />
      </div>
      ${this.error === "" ? nothing : html`<p id="error" class="error" role="alert">${this.error}</p>`}`;
  }
}
