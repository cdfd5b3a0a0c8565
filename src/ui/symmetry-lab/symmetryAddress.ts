import { ConfigError, parseField, wholeNumber } from "../../experiments/fields.ts";
import { readFields } from "../../experiments/training/configField.ts";
import { SYMMETRY_FIELDS, symmetryConfigEntries } from "../../experiments/training/symmetryFields.ts";
import { assertSymmetryConfig } from "../../experiments/training/trainingChecks.ts";
import { DEFAULT_TRAINING_CONFIG, type SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { LimitError } from "../../model/limitError.ts";
import { LESSON_STEPS } from "../symmetry-lesson/lessonSteps.ts";
import { THREAD } from "../symmetry-presets/presets.ts";

/** Everything the Symmetry lab shows follows from this; the URL's query mirrors it. */
export interface SymmetryView {
  readonly config: SymmetryConfig;
  /** The lesson's step on show, from 1; 0 while it is closed. */
  readonly lesson: number;
}

/** The thread's dare, as far as a person would take it. */
export const DEFAULT_VIEW: SymmetryView = { config: { ...THREAD, engine: DEFAULT_TRAINING_CONFIG.engine }, lesson: 0 };

const LAB = ["lab", "symmetry"] as const;
const LESSON = "lesson";
const STEP = wholeNumber(1, LESSON_STEPS.length);
const NAMES: readonly string[] = [...SYMMETRY_FIELDS.map(({ name }) => name), LESSON];

/** The query of a view, without its question mark. */
export function symmetryQuery({ config, lesson }: SymmetryView): string {
  const query = new URLSearchParams([[...LAB], ...symmetryConfigEntries(config, DEFAULT_VIEW.config)]);
  if (lesson !== DEFAULT_VIEW.lesson) query.set(LESSON, String(lesson));
  // Commas are safe in a query, and people read them.
  return query.toString().replaceAll("%2C", ",");
}

/** Whether a query asks for this lab. */
export function isSymmetryQuery(search: string): boolean {
  return new URLSearchParams(search).get(LAB[0]) === LAB[1];
}

/** A view read from an address, and a sentence for each thing in it that could not be read. */
export interface ReadView {
  readonly view: SymmetryView;
  readonly problems: readonly string[];
}

/** Reads a query: what is broken in it keeps the value of `base`, and all else holds. */
export function readView(search: string, base: SymmetryView = DEFAULT_VIEW): ReadView {
  const query = new URLSearchParams(search);
  const problems: string[] = [];
  /** A name's text where it can be read; null where it is absent; undefined where it is broken. */
  const read = (name: string, check: (text: string) => unknown): string | null | undefined => {
    const given = query.getAll(name);
    const problem = given.length > 1 ? twiceText(name, given) : given.map((text) => refusal(() => check(text)))[0];
    if (problem !== undefined) problems.push(problem);
    return problem === undefined ? (given[0] ?? null) : undefined;
  };
  const texts = new Map<string, string>();
  for (const field of SYMMETRY_FIELDS) {
    const text = read(field.name, (own) => parseField(field, own));
    const kept = text === undefined ? field.text(base.config) : text;
    if (kept !== null) texts.set(field.name, kept);
  }
  const lesson = read(LESSON, parseStep);
  const { config, misfits } = fitting(texts, base.config);
  return {
    view: { config, lesson: lesson === undefined ? base.lesson : Number(lesson) },
    problems: [...problems, ...misfits, ...unknownNames(query)],
  };
}

/** What a person should know of an address; "" where nothing is wrong with it. */
export function problemText(problems: readonly string[]): string {
  if (problems.length === 0) return "";
  return `The address is broken: ${problems.join(" ")} All else in it holds.`;
}

/** The configuration of these texts; where fields do not go together, those that are said to be wrong are `base`'s. */
function fitting(
  texts: Map<string, string>,
  base: SymmetryConfig,
): { readonly config: SymmetryConfig; readonly misfits: readonly string[] } {
  const misfits: string[] = [];
  for (;;) {
    const config = readFields(SYMMETRY_FIELDS, texts, DEFAULT_VIEW.config);
    const error = problemOf(config);
    if (error === null) return { config, misfits };
    misfits.push(error.message);
    const field = SYMMETRY_FIELDS.find(({ name }) => error instanceof ConfigError && name === error.field);
    const kept = field?.text(base) ?? null;
    if (field === undefined || texts.get(field.name) === kept || !texts.has(field.name))
      return { config: base, misfits };
    if (kept === null) texts.delete(field.name);
    else texts.set(field.name, kept);
  }
}

function problemOf(config: SymmetryConfig): ConfigError | LimitError | null {
  try {
    assertSymmetryConfig(config);
    return null;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof LimitError) return error;
    throw error;
  }
}

/** Why a text is not taken; undefined where it is. */
function refusal(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

function parseStep(text: string): void {
  if (STEP.parse(text) === null) throw new ConfigError(LESSON, text, STEP.allowed);
}

function twiceText(name: string, texts: readonly string[]): string {
  const values = texts.map((text) => JSON.stringify(text));
  return `${name} is named ${values.length} times, as ${values.join(" and as ")}: name it once.`;
}

function unknownNames(query: URLSearchParams): string[] {
  const names = [...new Set(query.keys())].filter((name) => name !== LAB[0] && !NAMES.includes(name));
  if (names.length === 0) return [];
  return [`It names ${names.join(", ")}, which this page does not know; it knows ${NAMES.join(", ")}.`];
}
