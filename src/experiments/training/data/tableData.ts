import type { LossId } from "../../../model/training.ts";
import { readNumber } from "../../fields.ts";
import { RefusedError } from "../../weights/weightsConfig.ts";
import type { DataAxis } from "../trainingLab.ts";
import type { CsvTable } from "./csv.ts";
import type { DataSet } from "./dataSet.ts";
import { columnScale, standardised } from "./standardise.ts";

/** A person's table, ready to be learned from. */
interface TableData {
  readonly dataSet: DataSet;
  /** Sentences, or lists, that say how the numbers were changed. */
  readonly notes: readonly string[];
}

/** Classes that a byte tells apart. */
const MOST_CLASSES = 256;
/** Columns that a sentence tells of. */
const MOST_IN_A_SENTENCE = 3;

/**
 * The table with its columns standardised in float64, (value - mean) / std, and then rounded to float32. The target is a
 * class; with mean_squared_error and more than two values it is a number, which is standardised too. A RefusedError
 * where a column cannot be standardised, or the target does not go with the loss or the outputs.
 */
export function tableData(table: CsvTable, loss: LossId, outputs: number): TableData {
  const { examples, features, target } = table;
  const scaled = (name: string, values: Float64Array): ScaledColumn => scaledColumn(table.fileName, name, values);
  const columns = features.map(({ name, values }) => scaled(name, values));
  const inputs = new Float32Array(features.length * examples);
  columns.forEach(({ values }, index) => inputs.set(values, index * examples));
  const axes = columns.map(({ axis }) => axis);
  const goal = goalOf(table, loss, outputs);
  const scaledTarget = goal.numbers === null ? null : scaled(target.name, goal.numbers);
  return {
    dataSet: {
      examples,
      axes,
      inputs,
      classes: goal.classes,
      classNames: goal.names,
      values: scaledTarget === null ? undefined : Float32Array.from(scaledTarget.values),
    },
    notes: notesOf(axes, scaledTarget?.axis ?? null, goal.names, target.name),
  };
}

interface ScaledColumn {
  readonly axis: DataAxis;
  readonly values: Float64Array;
}

function scaledColumn(fileName: string, name: string, column: Float64Array): ScaledColumn {
  const scale = columnScale(column);
  if (Number.isNaN(scale.std)) {
    throw new RefusedError(
      "data",
      fileName,
      `${fileName}: ${name} cannot be standardised: its numbers are too large, or too close to one another, for a mean ` +
        "and a standard deviation. Write it in another unit.",
    );
  }
  return { axis: { name, unit: "", ...scale }, values: standardised(column, scale) };
}

type Goal =
  | { readonly classes: Uint8Array; readonly names: readonly string[]; readonly numbers: null }
  | { readonly classes: null; readonly names: readonly []; readonly numbers: Float64Array };

/** What is to be learned: classes in order of their numbers, or of their names; or numbers. */
function goalOf({ fileName, target: { name, cells } }: CsvTable, loss: LossId, outputs: number): Goal {
  const refuse = (sentence: string): never => {
    throw new RefusedError("data", fileName, `${fileName}: the target, ${name}, ${sentence}`);
  };
  const numbers = Float64Array.from(cells, (cell) => readNumber(cell) ?? NaN);
  const isNumeric = numbers.every(Number.isFinite);
  // 1 and 1.0 are one class.
  const labels = isNumeric ? Array.from(numbers, String) : cells;
  const names = [...new Set(labels)].toSorted((a, b) => (isNumeric ? Number(a) - Number(b) : a < b ? -1 : 1));
  if (names.length === 1) refuse(`is ${names[0]} in every line: there must be at least two classes to tell apart.`);
  if (loss === "mean_squared_error" && names.length > 2) {
    if (isNumeric) return { classes: null, names: [], numbers };
    refuse(
      `has ${names.length} names: mean_squared_error takes numbers or two classes; take categorical_crossentropy.`,
    );
  }
  if (loss === "binary_crossentropy" && names.length > 2) {
    const forNumbers = isNumeric ? ", mean_squared_error with the output activation identity for numbers" : "";
    refuse(
      `has ${names.length} values: binary_crossentropy tells two classes apart; take categorical_crossentropy for more ` +
        `classes${forNumbers}.`,
    );
  }
  const most = loss === "categorical_crossentropy" ? Math.min(outputs, MOST_CLASSES) : 2;
  if (names.length > most) {
    refuse(
      `has ${names.length} classes, but the network ${most} outputs: give the last layer one unit a class, up to 256.`,
    );
  }
  const places = new Map(names.map((label, index) => [label, index]));
  return { classes: Uint8Array.from(labels, (label) => places.get(label)!), names, numbers: null };
}

function notesOf(axes: readonly DataAxis[], target: DataAxis | null, names: readonly string[], goal: string): string[] {
  const scaled = [...axes, ...(target === null ? [] : [target])].filter(({ std }) => std > 0);
  const constant = axes.filter(({ std }) => std === 0);
  const scales = scaled.map(({ name, mean, std }) => `${name} (mean ${mean}, std ${std})`);
  return [
    ...(scaled.length === 0 ? [] : [`Standardised, (value - mean) / std:${listed(scales)}`]),
    ...constant.map(
      ({ name, mean }) => `${name} is ${mean} in every line and was set to 0: nothing can be learned from it.`,
    ),
    target === null
      ? `Classes of ${goal}: ${names.map((name, index) => `${index} is ${name}`).join(", ")}.`
      : `${goal} has more than two values: it is taken for a number, and there is no accuracy.`,
  ];
}

/** The end of a sentence, or a line each where these are many. */
function listed(entries: readonly string[]): string {
  return entries.length > MOST_IN_A_SENTENCE
    ? entries.map((entry) => `\n  ${entry}`).join("")
    : ` ${entries.join(", ")}.`;
}
