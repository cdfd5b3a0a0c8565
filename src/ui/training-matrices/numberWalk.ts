/** The printed number that a key leads to from one of them, or null; the numbers come row by row, those of all layers. */
export function neighbour(
  cells: readonly HTMLTableCellElement[],
  from: HTMLTableCellElement,
  key: string,
): HTMLTableCellElement | null {
  const at = cells.indexOf(from);
  const isInLine = (cell: HTMLTableCellElement): boolean => cell.cellIndex === from.cellIndex;
  switch (key) {
    case "ArrowLeft":
      return cells[at - 1] ?? null;
    case "ArrowRight":
      return cells[at + 1] ?? null;
    case "ArrowUp":
      return cells.slice(0, at).findLast(isInLine) ?? cells[at - 1] ?? null;
    case "ArrowDown":
      return cells.slice(at + 1).find(isInLine) ?? cells[at + 1] ?? null;
    case "Home":
      return cells[0] ?? null;
    case "End":
      return cells.at(-1) ?? null;
    default:
      return null;
  }
}
