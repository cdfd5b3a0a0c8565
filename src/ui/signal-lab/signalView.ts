import { ConfigError } from "../../experiments/fields.ts";
import {
  DEFAULT_SIGNAL_CONFIG,
  SIGNAL_FIELDS,
  type SignalConfig,
  readSignalConfig,
  signalConfigEntries,
} from "../../experiments/signalConfig.ts";
import { usesWeightVariance } from "../../experiments/weightSource.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { plainNumber } from "../format.ts";
import { NOTEBOOK_RUNS, type NotebookRun } from "../../experiments/notebook.ts";

/** Everything the Signal lab shows follows from this; the URL's query mirrors it. */
export interface SignalView {
  readonly config: SignalConfig;
  /** The layer of the histogram, or null for the last hidden layer. */
  readonly layer: number | null;
  /** Whether the charts say where plain float32 would end. */
  readonly float32: boolean;
  /** The notebook run whose preset was pressed, while the knobs still stand as it set them. */
  readonly run: string | null;
  readonly challenge: boolean;
}

export const DEFAULT_VIEW: SignalView = {
  config: DEFAULT_SIGNAL_CONFIG,
  layer: null,
  float32: false,
  run: null,
  challenge: false,
};

const FLAGS = ["float32", "challenge"] as const;
/** Every name that the address may hold. */
export const NAMES: readonly string[] = [...SIGNAL_FIELDS.map(({ name }) => name), "layer", "run", ...FLAGS];
/** The page's own, which chooses the lab. */
const LAB = "lab";

/** An address that cannot be read although each of its values could. */
export class AddressError extends RangeError {
  override readonly name = "AddressError";
}

/** Whether a run's numbers are those on screen: the same knobs, whichever engine. */
export function isRunOf(run: NotebookRun, config: SignalConfig): boolean {
  return SIGNAL_FIELDS.every(({ key }) => key === "engine" || run.config[key] === config[key]);
}

/** The view with a change made to it; drops the chosen run and layer where they no longer fit. */
export function changedView(view: SignalView, change: Partial<SignalView>): SignalView {
  const next = { ...view, ...change };
  const run = NOTEBOOK_RUNS.find(({ id }) => id === next.run);
  const layerFits = next.layer !== null && next.layer <= next.config.depth;
  return {
    ...next,
    run: run !== undefined && isRunOf(run, next.config) ? run.id : null,
    layer: layerFits ? next.layer : null,
  };
}

/** The query of a view, without its question mark; "" for the defaults. */
export function viewQuery(view: SignalView): string {
  const query = new URLSearchParams(signalConfigEntries(view.config));
  if (view.layer !== null) query.set("layer", String(view.layer));
  for (const flag of FLAGS) if (view[flag]) query.set(flag, "on");
  if (view.run !== null) query.set("run", view.run);
  return query.toString();
}

/**
 * Reads a query. Throws a ConfigError that names field, value and what is allowed, and an AddressError where a
 * setting is named twice.
 */
export function readView(search: string): SignalView {
  const query = new URLSearchParams(search);
  const twice = NAMES.find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) {
    const values = query.getAll(twice).map((value) => JSON.stringify(value));
    throw new AddressError(`${twice} is named ${values.length} times, as ${values.join(" and as ")}: name it once.`);
  }
  const preset = readRun(query.get("run"));
  const config = readSignalConfig(query, preset?.config ?? DEFAULT_SIGNAL_CONFIG);
  return changedView(DEFAULT_VIEW, {
    config,
    layer: readLayer(query.get("layer"), config.depth),
    float32: readFlag("float32", query.get("float32")),
    challenge: readFlag("challenge", query.get("challenge")),
    run: preset?.id ?? null,
  });
}

/** The names in a query that no view knows. */
export function unknownNames(search: string): string[] {
  return [...new Set(new URLSearchParams(search).keys())].filter((name) => name !== LAB && !NAMES.includes(name));
}

/** What a person should know of names that no view knows; "" where there are none. */
export function unknownText(search: string): string {
  const unknown = unknownNames(search);
  if (unknown.length === 0) return "";
  return `The address names ${unknown.join(", ")}, which this page does not know. It knows ${NAMES.join(", ")}.`;
}

/** Whether a query asks for this lab. */
export function isSignalQuery(search: string): boolean {
  return (new URLSearchParams(search).get(LAB) ?? "signal") === "signal";
}

/** The network in a few words: 50 × 80, ReLU, variance 1, seed 0. */
export function networkText(config: SignalConfig): string {
  const { depth, width, activation, weightVariance, seed, framework, initializer } = config;
  const weights = usesWeightVariance(config)
    ? `variance ${plainNumber(Number(weightVariance.toPrecision(4)))}`
    : `${framework}’s ${initializer}`;
  return `${depth} × ${width}, ${nonlinearityOf(activation).label}, ${weights}, seed ${seed}`;
}

/** Whether two configurations give the same numbers, and by the same engine. */
export function isSameConfig(one: SignalConfig, other: SignalConfig): boolean {
  return SIGNAL_FIELDS.every(({ key }) => one[key] === other[key]);
}

function readRun(text: string | null): NotebookRun | null {
  if (text === null) return null;
  const run = NOTEBOOK_RUNS.find(({ id }) => id === text);
  if (run === undefined) throw new ConfigError("run", text, `one of ${NOTEBOOK_RUNS.map(({ id }) => id).join(", ")}`);
  return run;
}

function readLayer(text: string | null, depth: number): number | null {
  if (text === null) return null;
  if (/^\d+$/.test(text) && Number(text) <= depth) return Number(text);
  throw new ConfigError("layer", text, `a whole number from 0 to ${depth}`);
}

function readFlag(name: string, text: string | null): boolean {
  if (text === null || text === "off") return false;
  if (text === "on") return true;
  throw new ConfigError(name, text, "on or off");
}
