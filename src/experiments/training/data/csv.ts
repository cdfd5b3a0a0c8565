import Papa from "papaparse";
import { LimitError } from "../../../model/limitError.ts";
import { readNumber } from "../../fields.ts";
import { RefusedError } from "../../weights/weightsConfig.ts";
import { MOST_SAMPLES } from "../trainingConfig.ts";

/** A table of features and a target, as a file holds it. */
export interface CsvTable {
  readonly fileName: string;
  readonly examples: number;
  /** The columns but the last. */
  readonly features: readonly CsvColumn[];
  readonly target: { readonly name: string; readonly cells: readonly string[] };
}

export interface CsvColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** Cells of one line, trimmed. */
interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * Reads lines of cells with commas, semicolons or tabs between them, in quotes or not, under a header or none. The last
 * column is the target; the others must be numbers. A RefusedError names what is wrong, its line and its column.
 */
export function readCsv(text: string, fileName: string): CsvTable {
  const refuse = (sentence: string): never => {
    throw new RefusedError("data", fileName, `${fileName}${sentence}`);
  };
  const lines = readLines(text, refuse);
  const first = lines[0] ?? refuse(" holds no lines: give it a line an example, the target in its last column.");
  const columns = first.cells.length;
  if (columns < 2) {
    refuse(
      ", line 1 has one column: give it two or more, with commas, semicolons or tabs between them, the target last.",
    );
  }
  const header = isHeader(first) ? first.cells.map((cell) => cell.replaceAll(/\s+/g, " ")) : null;
  const rows = header === null ? lines : lines.slice(1);
  for (const { number, cells } of rows) {
    if (cells.length === columns) continue;
    refuse(`, line ${number} has ${count(cells.length, "cell")}, but line ${first.number} has ${columns}.`);
  }
  if (rows.length < 2) refuse(` holds ${count(rows.length, "example")}: give it two or more.`);
  if (rows.length > MOST_SAMPLES) {
    throw new LimitError(`${fileName} holds ${rows.length} examples: ${MOST_SAMPLES} are the most.`);
  }
  const names = first.cells.map((_, column) => header?.[column] || `column ${column + 1}`);
  const placeOf = ({ number }: Line, column: number): string => {
    return `, line ${number}, column ${column + 1}${header?.[column] ? ` (${header[column]})` : ""}`;
  };
  const cellOf = (row: Line, column: number): string =>
    row.cells[column]! || refuse(`${placeOf(row, column)} is empty: fill it in, or leave the line out.`);
  return {
    fileName,
    examples: rows.length,
    features: names.slice(0, -1).map((name, column) => ({
      name,
      values: Float64Array.from(rows, (row) => {
        const cell = cellOf(row, column);
        const value = readNumber(cell);
        return value !== null && Number.isFinite(value)
          ? value
          : refuse(`${placeOf(row, column)} is ${JSON.stringify(cell)}, which is no number${hintOf(cell)}.`);
      }),
    })),
    target: { name: names.at(-1)!, cells: rows.map((row) => cellOf(row, columns - 1)) },
  };
}

/** The lines that hold anything. */
function readLines(text: string, refuse: (sentence: string) => never): Line[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimitersToGuess: [",", ";", "\t"] });
  const lines: Line[] = [];
  const starts: number[] = [];
  let number = 1;
  for (const row of data) {
    starts.push(number);
    const cells = row.map((cell) => cell.trim());
    if (cells.some((cell) => cell !== "")) lines.push({ number, cells });
    // A cell in quotes may go over several lines.
    number += 1 + row.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
  }
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken !== undefined)
    refuse(`, line ${starts[broken.row ?? 0] ?? number}: a quote is not closed, or stands inside a cell.`);
  return lines;
}

/** Whether a first line names columns: none of its features is a number. */
function isHeader({ cells }: Line): boolean {
  const features = cells.slice(0, -1);
  return features.some((cell) => cell !== "") && features.every((cell) => readNumber(cell) === null);
}

function hintOf(cell: string): string {
  return /^[+-]?\d+,\d+$/.test(cell) ? ": write decimals with a point" : "";
}

function count(number: number, what: string): string {
  return number === 1 ? `one ${what}` : `${number} ${what}s`;
}
