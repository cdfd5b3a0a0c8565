import { html } from "lit";

/** A text with the letters' indices set below: ξ_c, σ_w². */
export function mathText(text: string): unknown[] {
  return text.split(/([ξσ]_[a-z]²?)/).map((part) => {
    const [, letter, index, square] = /^([ξσ])_([a-z])(²?)$/.exec(part) ?? [];
    return letter === undefined ? part : html`${letter}<sub>${index}</sub>${square}`;
  });
}
