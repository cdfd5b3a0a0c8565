import { html } from "lit";

/** Names of formulas as plain text writes them, and as a page does. */
const NAMES: Readonly<Record<string, string>> = { chi1: "χ₁", xi_c: "ξ_c", xi_q: "ξ_q" };

/** A text with formulas' names as people write them, letters' indices set below: ξ_c, σ_w², xi_c. */
export function mathText(text: string): unknown[] {
  const named = text.replaceAll(/\b(chi1|xi_[cq])\b/g, (name) => NAMES[name]!);
  return named.split(/([ξσ]_[a-z]²?)/).map((part) => {
    const [, letter, index, square] = /^([ξσ])_([a-z])(²?)$/.exec(part) ?? [];
    return letter === undefined ? part : html`${letter}<sub style="line-height: 0">${index}</sub>${square}`;
  });
}
