import { html } from "lit";
import { mathText } from "../mathText.ts";

/** The words of a view, each with its meaning. */
export function glossary(words: readonly (readonly [word: string, meaning: string])[]): unknown {
  return html`<dl>
    ${words.map(
      ([word, meaning]) =>
        html`<dt>${mathText(word)}</dt>
          <dd>${mathText(meaning)}</dd>`,
    )}
  </dl>`;
}
