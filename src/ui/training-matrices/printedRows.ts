import { html } from "lit";
import type { PrintedArray } from "./matrixPrint.ts";

/** Above each column its unit's letter, the same as in the drawing of the network. */
export function letterRow(columns: readonly (number | null)[], letters: readonly string[]): unknown {
  return html`<tr class="letters" aria-hidden="true">
    <td class="bracket"></td>
    ${columns.map((column) => html`<td class=${column === null ? "left" : ""}>${column === null ? "" : letters[column]}</td>`)}
  </tr>`;
}

/** A row in NumPy's brackets; null stands for the rows, and columns, that are left out. */
export function printedRow(
  { shape }: PrintedArray,
  row: number | null,
  columns: readonly (number | null)[],
  [isFirst, isLast]: readonly [boolean, boolean],
  cell: (row: number, column: number) => unknown,
): unknown {
  const isMatrix = shape.length === 2;
  const [open, close] = isMatrix ? [isFirst ? "[[" : " [", isLast ? "]]" : "]"] : ["[", "]"];
  if (row === null)
    return html`<tr>
      <td class="bracket"></td>
      <td class="left">…</td>
    </tr>`;
  return html`<tr>
    <td class="bracket">${open}</td>
    ${columns.map((column) => (column === null ? html`<td class="left">…</td>` : cell(row, column)))}
    <td class="bracket end">${close}</td>
  </tr>`;
}
