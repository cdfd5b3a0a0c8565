import { html } from "lit";

/** The words of a view, each with its meaning. */
export function glossary(words: readonly (readonly [word: string, meaning: string])[]): unknown {
  return html`<dl>
    ${words.map(
      ([word, meaning]) =>
        html`<dt>${word}</dt>
          <dd>${meaning}</dd>`,
    )}
  </dl>`;
}
