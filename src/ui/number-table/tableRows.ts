import { NOTEBOOK_RUNS, agreesWithPrinted } from "../../experiments/notebook.ts";
import type { LayerRow, SignalReport } from "../../experiments/signalReport.ts";
import { isRunOf } from "../signal-lab/signalView.ts";

/** How ours stands to a figure that the notebook prints: equal in every digit, as near as float32 comes, or neither. */
export type Agreement = "digits" | "float32" | "none";

/** A figure that the notebook prints, beside ours. */
export interface PrintedFigure {
  readonly text: string;
  readonly agreement: Agreement;
}

/** What float32 with a carried exponent reaches on the notebook's runs, relative. */
const FLOAT32_BOUND = 1e-5;
/** The notebook prints three decimals. */
const HALF_UNIT = 0.0005;

/** One line of the table: a layer's signal and its gradient. */
export interface TableRow {
  readonly layer: number;
  readonly forward: LayerRow;
  /** Null for the layers without one: the input and the last hidden layer. */
  readonly gradient: LayerRow | null;
  readonly printedSignal: PrintedFigure | null;
  readonly printedGradient: PrintedFigure | null;
}

/** All layers of a report, with the figures that the notebook prints for the same network. */
export function tableRows(report: SignalReport): TableRow[] {
  const gradients = new Map(report.gradient.map((row) => [row.layer, row]));
  const signal = printedTexts(report, "signal");
  const gradient = printedTexts(report, "gradient");
  return report.forward.map((forward) => {
    const back = gradients.get(forward.layer) ?? null;
    return {
      layer: forward.layer,
      forward,
      gradient: back,
      printedSignal: printedFigure(signal.get(forward.layer), forward),
      printedGradient: printedFigure(gradient.get(forward.layer), back),
    };
  });
}

/** All figures that the notebook prints for these rows. */
export function printedFigures(rows: readonly TableRow[]): PrintedFigure[] {
  return rows.flatMap((row) => [row.printedSignal, row.printedGradient]).filter((figure) => figure !== null);
}

/** How many of the notebook's figures ours agree with, in a sentence; "" where it prints none. */
export function agreementText(figures: readonly PrintedFigure[]): string {
  const count = (agreement: Agreement): number => figures.filter((figure) => figure.agreement === agreement).length;
  if (figures.length === 0) return "";
  const all = `figures that the notebook prints for this network`;
  if (count("none") > 0) return `${count("none")} of the ${figures.length} ${all} differ from ours.`;
  if (count("float32") === 0) return `All ${figures.length} ${all} agree with ours in every digit.`;
  return `All ${figures.length} ${all} agree with ours: ${count("digits")} in every digit, ${count("float32")} within float32’s 10⁻⁵.`;
}

function printedTexts(report: SignalReport, shows: "signal" | "gradient"): Map<number, string> {
  const run = NOTEBOOK_RUNS.find((candidate) => candidate.shows === shows && isRunOf(candidate, report.config));
  return new Map(run?.printed.map(({ layer, text }) => [layer, text]));
}

function printedFigure(text: string | undefined, row: LayerRow | null): PrintedFigure | null {
  if (text === undefined || row === null) return null;
  return { text, agreement: agreementOf(text, row.std) };
}

function agreementOf(text: string, std: number | null): Agreement {
  if (std === null) return "none";
  if (agreesWithPrinted(text, std)) return "digits";
  const printed = Number(text);
  return Math.abs(std - printed) <= HALF_UNIT + FLOAT32_BOUND * printed ? "float32" : "none";
}

const CSV_COLUMNS = ["layer", "mean", "std", "log10_std", "gradient_std", "gradient_log10_std"];

/** The numbers in full, one line a layer; a number beyond float64 is left empty beside its log10. */
export function tableCsv(rows: readonly TableRow[]): string {
  const lines = rows.map(({ layer, forward, gradient }) => [
    layer,
    forward.mean,
    forward.std,
    forward.log10Std,
    gradient?.std,
    gradient?.log10Std,
  ]);
  return [CSV_COLUMNS, ...lines].map((line) => line.map((value) => value ?? "").join(",")).join("\n") + "\n";
}
