import { ConfigError, type FieldSpec, oneOf, parseField } from "../../experiments/fields.ts";
import {
  DEFAULT_THEORY_CONFIG,
  THEORY_FIELDS,
  type TheoryConfig,
  theoryConfigEntries,
} from "../../experiments/theory/theoryConfig.ts";
import { DIAGRAM_QUANTITIES, type DiagramQuantity } from "../../model/diagram.ts";
import { layersQuery, readLayers } from "../theory-critical/layerList.ts";
import {
  type PlaneWindow,
  WINDOW_ALLOWED,
  defaultWindow,
  holding,
  isSameWindow,
  readWindow,
  windowText,
} from "./plane.ts";
import { VIEW_IDS, type ViewId } from "./theoryViews.ts";

/** Everything the Theory lab shows follows from this; the URL's query mirrors it. */
export interface TheoryView {
  readonly config: TheoryConfig;
  readonly view: ViewId;
  /** What the map's colours show. */
  readonly quantity: DiagramQuantity;
  /** The part of the plane on the map; null for the activation's own. */
  readonly window: PlaneWindow | null;
  /** Units of each layer of the network that is made critical; null for those of depth and width. */
  readonly layers: readonly number[] | null;
  /** Whether a person, or an address, said how many networks an ensemble has; if not, the machine decides. */
  readonly ownNetworks: boolean;
}

export const DEFAULT_VIEW: TheoryView = {
  config: DEFAULT_THEORY_CONFIG,
  view: "map",
  quantity: "chi1",
  window: null,
  layers: null,
  ownNetworks: false,
};

const LAB = ["lab", "theory"] as const;
const VIEW = oneOf(VIEW_IDS);
const QUANTITY = oneOf(DIAGRAM_QUANTITIES);
export const NAMES: readonly string[] = [
  ...THEORY_FIELDS.map(({ name }) => name),
  "view",
  "quantity",
  "window",
  "layers",
];

/** The part of the plane on show: one that a person chose, or the activation's own, moved to where the point is. */
export function windowOf({ config, window }: TheoryView): PlaneWindow {
  return window ?? holding(defaultWindow(config.activation), config);
}

/** The view with a change made to it; the same configuration object where nothing changes in it. */
export function changedView(view: TheoryView, change: Partial<TheoryView>): TheoryView {
  const next = { ...view, ...change };
  const own = defaultWindow(next.config.activation);
  return {
    ...next,
    config: isSameConfig(next.config, view.config) ? view.config : next.config,
    window: next.window === null || isSameWindow(next.window, own) ? null : next.window,
  };
}

/** The query of a view, without its question mark. */
export function viewQuery({ config, view, quantity, window, layers, ownNetworks }: TheoryView): string {
  const query = new URLSearchParams([[...LAB], ...theoryConfigEntries(config)]);
  // Also the default's number, which a machine that decides may not choose.
  if (ownNetworks) query.set("networks", String(config.networks));
  if (view !== DEFAULT_VIEW.view) query.set("view", view);
  if (quantity !== DEFAULT_VIEW.quantity) query.set("quantity", quantity);
  if (window !== null) query.set("window", windowText(window));
  if (layers !== null) query.set("layers", layersQuery(layers));
  // Commas are safe in a query, and people read them.
  return query.toString().replaceAll("%2C", ",");
}

/** A view read from an address, and a sentence for each thing in it that could not be read. */
export interface ReadView {
  readonly view: TheoryView;
  readonly problems: readonly string[];
}

/** Reads a query over `base`: what is broken in it keeps `base`'s value, and all else holds. */
export function readView(search: string, base: TheoryView = DEFAULT_VIEW): ReadView {
  const query = new URLSearchParams(search);
  const problems: string[] = [];
  const read = <Value>(name: string, fallback: Value, absent: Value, parse: (text: string) => Value): Value => {
    const texts = query.getAll(name);
    try {
      if (texts.length > 1) throw new RangeError(twiceText(name, texts));
      return texts.length === 0 ? absent : parse(texts[0]!);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(error.message);
      return fallback;
    }
  };
  const config: Record<string, number | string> = {};
  const good = new Set<keyof TheoryConfig>();
  for (const field of THEORY_FIELDS) {
    const { key, name } = field;
    config[key] = read<number | string>(name, base.config[key], DEFAULT_THEORY_CONFIG[key], (text) => {
      const value = parseField(field, text);
      good.add(key);
      return value;
    });
  }
  const view = read("view", base.view, DEFAULT_VIEW.view, (text) => choose("view", VIEW, text) as ViewId);
  const quantity = read("quantity", base.quantity, DEFAULT_VIEW.quantity, (text) => {
    return choose("quantity", QUANTITY, text) as DiagramQuantity;
  });
  const window = read<PlaneWindow | null>("window", base.window, null, parseWindow);
  const layers = read<TheoryView["layers"]>("layers", base.layers, null, parseLayers);
  // What is broken keeps what it was.
  const ownNetworks = good.has("networks") || (query.has("networks") && base.ownNetworks);
  const found = { ...base, config: config as unknown as TheoryConfig, view, quantity, window, layers, ownNetworks };
  return { view: changedView(base, found), problems: [...problems, ...unknownNames(query)] };
}

/** What a person should know of an address; "" where nothing is wrong with it. */
export function problemText(problems: readonly string[]): string {
  if (problems.length === 0) return "";
  return `The address is broken: ${problems.join(" ")} All else in it holds.`;
}

/** Whether a query asks for this lab. */
export function isTheoryQuery(search: string): boolean {
  return new URLSearchParams(search).get(LAB[0]) === LAB[1];
}

/** Whether two configurations give the same numbers, and by the same engine. */
export function isSameConfig(one: TheoryConfig, other: TheoryConfig): boolean {
  return THEORY_FIELDS.every(({ key }) => one[key] === other[key]);
}

function choose(name: string, { allowed, parse }: Pick<FieldSpec, "allowed" | "parse">, text: string): string {
  const value = parse(text);
  if (value === null) throw new ConfigError(name, text, allowed);
  return String(value);
}

function parseWindow(text: string): PlaneWindow {
  const window = readWindow(text);
  if (window === null) throw new ConfigError("window", text, WINDOW_ALLOWED);
  return window;
}

function parseLayers(text: string): readonly number[] {
  const layers = readLayers(text);
  if (typeof layers === "string") throw new RangeError(layers);
  return layers;
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
