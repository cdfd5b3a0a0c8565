import { describe, expect, it } from "vitest";
import { NOTEBOOK_RUNS } from "../../../src/experiments/notebook.ts";
import { ConfigError } from "../../../src/experiments/fields.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../../src/experiments/signalConfig.ts";
import { NONLINEARITY_IDS } from "../../../src/model/nonlinearity.ts";
import {
  AddressError,
  DEFAULT_VIEW,
  type SignalView,
  changedView,
  isSameConfig,
  isSignalQuery,
  networkText,
  readView,
  unknownNames,
  unknownText,
  viewQuery,
} from "../../../src/ui/signal-lab/signalView.ts";

const config = (change: Partial<SignalConfig>): SignalConfig => ({ ...DEFAULT_SIGNAL_CONFIG, ...change });

describe("the address", () => {
  it("is empty for the defaults", () => {
    expect(viewQuery(DEFAULT_VIEW)).toBe("");
    expect(readView("")).toEqual(DEFAULT_VIEW);
  });

  const views: SignalView[] = [
    ...NOTEBOOK_RUNS.map((run) => changedView(DEFAULT_VIEW, { config: run.config, run: run.id })),
    ...NONLINEARITY_IDS.map((activation) => changedView(DEFAULT_VIEW, { config: config({ activation }) })),
    changedView(DEFAULT_VIEW, {
      config: config({ weightVariance: 1e-300, seed: 2 ** 32 - 1, engine: "cpu" }),
      layer: 0,
    }),
    changedView(DEFAULT_VIEW, {
      config: config({ weightVariance: 0.1 + 0.2, depth: 200, width: 2048 }),
      float32: true,
    }),
    changedView(DEFAULT_VIEW, { config: config({ samples: 7, gradientSamples: 3 }), challenge: true, layer: 50 }),
  ];
  it.each(views.map((view) => [viewQuery(view), view] as const))("%s reads back", (query, view) => {
    expect(readView(`?${query}`)).toEqual(view);
    expect(unknownNames(query)).toEqual([]);
  });

  it("takes a run's knobs from its name alone", () => {
    expect(readView("?run=five-layers-signal")).toMatchObject({
      run: "five-layers-signal",
      config: { depth: 5, width: 8 },
    });
  });

  it("drops a run whose knobs were turned", () => {
    expect(readView("?run=five-layers-signal&depth=6")).toMatchObject({ run: null, config: { depth: 6, width: 8 } });
  });

  it.each(["depth=0", "layer=51", "layer=-1", "layer=1.5", "run=", "float32=1", "challenge=", "seed=-1", "engine="])(
    "%s is refused",
    (query) => expect(() => readView(`?${query}`)).toThrow(ConfigError),
  );

  it("takes no setting twice", () => {
    expect(() => readView("?depth=5&depth=6")).toThrow('depth is named 2 times, as "5" and as "6": name it once.');
    expect(() => readView("?float32=on&float32=on")).toThrow(AddressError);
  });

  it("says what it knows where it was asked for something else", () => {
    expect(unknownText("?foo=1&lab=signal")).toMatch(
      /^The address names foo, which .* It knows depth, width, .*challenge\.$/,
    );
    expect(unknownText("?depth=3")).toBe("");
  });

  it("leaves other labs' addresses to them", () => {
    expect(["", "?lab=signal", "?lab=weights"].map(isSignalQuery)).toEqual([true, true, false]);
  });

  it("names what it does not know, once", () => {
    expect(unknownNames("?depth=3&x=1&x=2&y")).toEqual(["x", "y"]);
  });
});

describe("changedView", () => {
  it("keeps the same configuration object where it does not change, so that nothing runs again", () => {
    expect(changedView(DEFAULT_VIEW, { float32: true }).config).toBe(DEFAULT_VIEW.config);
  });

  it("keeps a run over a change of the engine, and drops it over any other knob", () => {
    const [run] = NOTEBOOK_RUNS;
    const view = changedView(DEFAULT_VIEW, { config: run!.config, run: run!.id });
    expect(changedView(view, { config: { ...view.config, engine: "cpu" } }).run).toBe(run!.id);
    expect(changedView(view, { config: { ...view.config, seed: 1 } }).run).toBeNull();
  });

  it("lets go of a layer that the network no longer has", () => {
    const view = changedView(DEFAULT_VIEW, { layer: 40 });
    expect(changedView(view, { config: config({ depth: 39 }) }).layer).toBeNull();
    expect(changedView(view, { config: config({ depth: 40 }) }).layer).toBe(40);
  });
});

it("names a network in a few words", () => {
  expect(networkText(DEFAULT_SIGNAL_CONFIG)).toBe("50 × 80, ReLU, variance 1, seed 0");
  const keras = config({ framework: "keras3", initializer: "default", weightVariance: 0.15811388300841897 });
  expect(networkText(keras)).toBe("50 × 80, ReLU, keras3’s default, seed 0");
});

it("tells one configuration from another by every field", () => {
  expect(isSameConfig(DEFAULT_SIGNAL_CONFIG, config({}))).toBe(true);
  expect(isSameConfig(DEFAULT_SIGNAL_CONFIG, config({ samples: 7 }))).toBe(false);
  expect(isSameConfig(DEFAULT_SIGNAL_CONFIG, config({ engine: "cpu" }))).toBe(false);
});
