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

interface CsvColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** Cells of one line, trimmed. */
interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

/** Ends the reading with a sentence, which the file's name begins. */
type Refuse = (sentence: string) => never;

/**
 * Reads lines of cells with commas, semicolons or tabs between them, in quotes or not, under a header or none. The last
 * column is the target, numbers or names; the others must be numbers. A RefusedError names what is wrong, its line and
 * its column.
 */
export function readCsv(text: string, fileName: string): CsvTable {
  const refuse: Refuse = (sentence) => {
    throw new RefusedError("data", fileName, `${fileName}${sentence}`);
  };
  const lines = readLines(text, refuse);
  const first = lines[0] ?? refuse(" holds no lines: give it a line an example, the target in its last column.");
  const columns = first.cells.length;
  if (columns < 2) {
    refuse(
      `, line ${first.number} has one column: give it two or more, with commas, semicolons or tabs between them, the ` +
        "target last.",
    );
  }
  const header = isHeader(lines) ? first.cells.map((cell) => cell.replaceAll(/\s+/g, " ")) : null;
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
  const cells = new Cells(rows, header, refuse);
  cells.assertFilled();
  return {
    fileName,
    examples: rows.length,
    features: names.slice(0, -1).map((name, column) => ({ name, values: cells.numbers(column) })),
    target: { name: names.at(-1)!, cells: cells.target(columns - 1) },
  };
}

/** The cells of the examples, each refused by its place where it is not what its column asks for. */
class Cells {
  constructor(
    private readonly rows: readonly Line[],
    private readonly header: readonly string[] | null,
    private readonly refuse: Refuse,
  ) {}

  /** Refuses the first empty cell, line by line, as a person reads. */
  assertFilled(): void {
    for (const row of this.rows) row.cells.forEach((_, column) => this.#text(row, column));
  }

  /** A column of finite numbers. `unlike` goes on with the sentence about a cell that is none. */
  numbers(column: number, unlike = ""): Float64Array {
    return Float64Array.from(this.rows, (row) => {
      const cell = this.#text(row, column);
      const value = readNumber(cell);
      if (value !== null && Number.isFinite(value)) return value;
      const hint = isDecimalComma(cell) ? ": write decimals with a point" : "";
      return this.refuse(`${this.#place(row, column)} is ${JSON.stringify(cell)}, which is no number${unlike}${hint}.`);
    });
  }

  /** Names as they are. Where a cell is a number all must be: a missing one would be taken for one more class. */
  target(column: number): string[] {
    const cells = this.rows.map((row) => this.#text(row, column));
    const areNumbers = cells.some((cell) => Number.isFinite(readNumber(cell) ?? NaN));
    if (areNumbers || cells.some((cell) => readNumber(cell) !== null || isDecimalComma(cell))) {
      this.numbers(column, areNumbers ? ", unlike others of its column" : "");
    }
    return cells;
  }

  #text(row: Line, column: number): string {
    return (
      row.cells[column]! || this.refuse(`${this.#place(row, column)} is empty: fill it in, or leave the line out.`)
    );
  }

  #place({ number }: Line, column: number): string {
    const name = this.header?.[column];
    return `, line ${number}, column ${column + 1}${name ? ` (${name})` : ""}`;
  }
}

/** The lines that hold anything. */
function readLines(text: string, refuse: Refuse): Line[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
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

/** A semicolon or tab where the first two lines that hold anything have it outside quotes: a comma may be a decimal's there. */
function delimiterOf(text: string): string {
  const lines = text.replaceAll(/"[^"]*"?/g, '""').match(/^.*\S.*$/gm) ?? [];
  const isIn = (delimiter: string): boolean => lines.slice(0, 2).every((line) => line.includes(delimiter));
  return [";", "\t"].find((delimiter) => lines.length > 0 && isIn(delimiter)) ?? ",";
}

/** Whether the first line names columns: none of its features is a number, nor its target where others are. */
function isHeader([first, ...others]: readonly Line[]): boolean {
  const isNumber = (cell = ""): boolean => readNumber(cell) !== null;
  const features = first!.cells.slice(0, -1);
  if (features.every((cell) => cell === "") || features.some(isNumber)) return false;
  return !isNumber(first!.cells.at(-1)) || !others.some(({ cells }) => isNumber(cells.at(-1)));
}

function isDecimalComma(cell: string): boolean {
  return /^[+-]?\d+,\d+$/.test(cell);
}

function count(number: number, what: string): string {
  return number === 1 ? `one ${what}` : `${number} ${what}s`;
}
