import { ConfigError } from "../../experiments/fields.ts";
import {
  DEFAULT_WEIGHTS_CONFIG,
  RefusedError,
  WEIGHTS_FIELDS,
  type WeightsConfig,
  readWeightsConfig,
  weightsConfigEntries,
} from "../../experiments/weights/weightsConfig.ts";
import { assertSeed } from "../../experiments/weights/weights.ts";
import { FIRST_POINT, type WeightPoint, hasPoint, isSamePoint, pointText, readPoint } from "./weightPoint.ts";

/** Digits after the point: as the thread prints, and as NumPy prints unasked. */
export const DIGITS = [2, 8] as const;
export type Digits = (typeof DIGITS)[number];

/** Everything the Weights lab shows follows from this; the URL's query mirrors it. */
export interface WeightsView {
  readonly config: WeightsConfig;
  /** The number whose making is told. */
  readonly point: WeightPoint;
  /** Which data set stands beside the weights; they do not care. */
  readonly data: number;
  readonly digits: Digits;
}

export const DEFAULT_VIEW: WeightsView = { config: DEFAULT_WEIGHTS_CONFIG, point: FIRST_POINT, data: 1, digits: 2 };

const LAB = ["lab", "weights"] as const;
export const MOST_DATA = 9999;
const NAMES: readonly string[] = [...WEIGHTS_FIELDS.map(({ name }) => name), "point", "data", "digits"];

/** The view with a change made to it; a point that the network no longer has becomes the first. */
export function changedView(view: WeightsView, change: Partial<WeightsView>): WeightsView {
  const next = { ...view, ...change };
  return hasPoint(next.config, next.point) ? next : { ...next, point: FIRST_POINT };
}

/** The query of a view, without its question mark. */
export function viewQuery({ config, point, data, digits }: WeightsView): string {
  const query = new URLSearchParams([[...LAB], ...weightsConfigEntries(config)]);
  if (!isSamePoint(point, FIRST_POINT)) query.set("point", pointText(config, point));
  if (data !== DEFAULT_VIEW.data) query.set("data", String(data));
  if (digits !== DEFAULT_VIEW.digits) query.set("digits", String(digits));
  // Commas are safe in a query, and people read them.
  return query.toString().replaceAll("%2C", ",");
}

/** Reads a query. Throws a ConfigError that names field, value and what is allowed. */
export function readView(search: string): WeightsView {
  const query = new URLSearchParams(search);
  const twice = NAMES.find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) {
    const values = query.getAll(twice).map((value) => JSON.stringify(value));
    const sentence = `${twice} is named ${values.length} times, as ${values.join(" and as ")}: name it once.`;
    throw new RefusedError(twice, values.join(", "), sentence);
  }
  const config = readWeightsConfig(query, DEFAULT_WEIGHTS_CONFIG);
  assertSeed(config);
  const point = query.get("point");
  return {
    config,
    point: point === null ? FIRST_POINT : readPoint(config, point),
    data: readData(query.get("data")),
    digits: readDigits(query.get("digits")),
  };
}

/** What a person should know of names in a query that no view knows; "" where there are none. */
export function unknownText(search: string): string {
  const unknown = [...new Set(new URLSearchParams(search).keys())].filter(
    (name) => name !== LAB[0] && !NAMES.includes(name),
  );
  if (unknown.length === 0) return "";
  return `The address names ${unknown.join(", ")}, which this page does not know. It knows ${NAMES.join(", ")}.`;
}

function readData(text: string | null): number {
  if (text === null) return DEFAULT_VIEW.data;
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_DATA) return Number(text);
  throw new ConfigError("data", text, `a whole number from 1 to ${MOST_DATA}`);
}

function readDigits(text: string | null): Digits {
  if (text === null) return DEFAULT_VIEW.digits;
  const digits = DIGITS.find((one) => String(one) === text);
  if (digits === undefined) throw new ConfigError("digits", text, "2 or 8");
  return digits;
}
