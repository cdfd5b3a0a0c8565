import { describe, expect, it } from "vitest";
import { SYMMETRY_FIELDS } from "../../src/experiments/training/symmetryFields.ts";
import { DEFAULT_VIEW } from "../../src/ui/symmetry-lab/symmetryAddress.ts";
import { initializerTitle, sideNames, startName } from "../../src/ui/symmetry-lab/startNames.ts";
import { withFramework, withInitializer, withLoss, withText } from "../../src/ui/symmetry-knobs/configChange.ts";
import { CHOICES, type ChoiceName } from "../../src/ui/symmetry-knobs/knobChoices.ts";
import { BIAS_SCALE, EPSILON_SCALE, RATE_SCALE } from "../../src/ui/symmetry-knobs/knobScales.ts";
import { RefusedText } from "../../src/ui/symmetry-knobs/refusedText.ts";
import { playerKey } from "../../src/ui/symmetry-player/playerKeys.ts";

const { config: THREAD } = DEFAULT_VIEW;
const PLAIN = { epsilon: 0, biasStddev: 0 } as const;

describe("knobs", () => {
  it("hand on what changes alone, and say why where they cannot", () => {
    expect(withText(THREAD, "learning-rate", "0.1")).toEqual({ change: { learningRate: 0.1 } });
    expect(withText(THREAD, "versus-epsilon", "1e-6")).toEqual({
      change: { starts: [THREAD.starts[0], { ...THREAD.starts[1], epsilon: 1e-6 }] },
    });
    expect(withText(THREAD, "learning-rate", "0")).toEqual({
      error: 'learning-rate cannot be "0": it must be a number above 0 (from 1e-30 to 1e6).',
    });
    expect(withText(THREAD, "layers", "2,99,1")).toHaveProperty("error");
  });

  it("turn the network's end with the loss", () => {
    expect(withLoss(THREAD, "categorical_crossentropy")).toEqual({
      change: { layers: [2, 3, 2], loss: "categorical_crossentropy", outputActivation: "softmax" },
    });
    const classes = {
      ...THREAD,
      layers: [2, 3, 4],
      loss: "categorical_crossentropy",
      outputActivation: "softmax",
    } as const;
    expect(withLoss(classes, "mean_squared_error")).toEqual({
      change: { layers: [2, 3, 1], loss: "mean_squared_error", outputActivation: "sigmoid" },
    });
  });

  it("begin a constant with a number that no other start has, and keep one that was given", () => {
    const chosen = withInitializer(THREAD, 1, "constant");
    expect(chosen).toEqual({
      change: { starts: [THREAD.starts[0], { ...PLAIN, initializer: "constant", value: 0.5 }] },
    });
    const given = { ...THREAD, starts: [{ ...PLAIN, initializer: "constant", value: 3 }, THREAD.starts[1]] } as const;
    expect(withInitializer(given, 0, "constant")).toEqual({ change: { starts: given.starts } });
  });

  it("take a framework's default where it lacks an initializer", () => {
    const config = { ...THREAD, starts: [{ initializer: "lecun_normal", ...PLAIN }, THREAD.starts[1]] } as const;
    const changed = withFramework(config, "pytorch");
    expect(changed).toMatchObject({ change: { framework: "pytorch" } });
    expect("change" in changed && changed.change.starts!.map(({ initializer }) => initializer)).toEqual([
      "default",
      "glorot_uniform",
    ]);
  });

  it("slide ε from 0 upward, and rates and biases in steps that people write", () => {
    const values = Array.from({ length: EPSILON_SCALE.max + 1 }, (_, index) => EPSILON_SCALE.valueAt(index));
    expect(values.slice(0, 5)).toEqual([0, 1e-8, 2e-8, 5e-8, 1e-7]);
    expect(values.at(-1)).toBe(1);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(EPSILON_SCALE.positionOf(1e-9)).toBe(1);
    expect([RATE_SCALE.valueAt(0), RATE_SCALE.valueAt(RATE_SCALE.max), BIAS_SCALE.valueAt(7)]).toEqual([1e-4, 10, 0.7]);
  });

  it("name spirals by no number, as softmax with three outputs winds three", () => {
    expect(CHOICES.data.options()).toContainEqual(["spirals", "Spirals"]);
  });

  it.each(Object.keys(CHOICES) as ChoiceName[])("offer for %s what the field allows, and all of it", (name) => {
    const field = SYMMETRY_FIELDS.find((one) => one.name === name)!;
    const { options } = CHOICES[name];
    const losses = ["mean_squared_error", "binary_crossentropy", "categorical_crossentropy"] as const;
    for (const loss of losses) {
      const config = { ...THREAD, loss, layers: loss === "categorical_crossentropy" ? [2, 3, 2] : THREAD.layers };
      for (const [value] of options(config)) {
        expect(field.parse(value)).toBe(value);
        if (name === "output-activation") expect(withText(config, name, value)).not.toHaveProperty("error");
      }
    }
  });
});

describe("a text that was refused", () => {
  it("stays while the runs go on, and goes with another training", () => {
    const knobs = {
      config: THREAD,
      renderRoot: {} as ParentNode,
      addController: () => undefined,
      removeController: () => undefined,
      requestUpdate: () => undefined,
      updateComplete: Promise.resolve(true),
    };
    const refused = new RefusedText(knobs);
    refused.hostUpdate();
    refused.keep({ name: "layers", text: "2,70,1", error: "too wide" });
    knobs.config = { ...THREAD, iterations: THREAD.iterations + 5 };
    refused.hostUpdate();
    expect(refused.of("layers")?.text).toBe("2,70,1");
    expect(refused.of("momentum")).toBeNull();
    knobs.config = { ...knobs.config, seed: 99 };
    refused.hostUpdate();
    expect(refused.of("layers")).toBeNull();
    refused.keep({ name: "momentum", text: "7", error: "too large" });
    refused.forget();
    expect(refused.of("momentum")).toBeNull();
  });
});

describe("names of starts", () => {
  it("say what is told of them, and tell equal ones apart", () => {
    expect(startName({ initializer: "constant", ...PLAIN }, "jax")).toBe("Constant 0");
    expect(startName({ initializer: "normal", stddev: 0.05, ...PLAIN }, "jax")).toBe("Normal 0.05");
    expect(startName({ initializer: "zeros", epsilon: 2.5e-7, biasStddev: 1 }, "jax")).toBe(
      "Zeros with noise 2.5 × 10⁻⁷ and random biases",
    );
    expect(initializerTitle("default", "pytorch")).toBe("PyTorch’s default");
    const twice = { framework: "jax", starts: [THREAD.starts[0], THREAD.starts[0]] } as const;
    expect(sideNames(twice)).toEqual(["Zeros, left", "Zeros, right"]);
  });
});

describe("the player's keys", () => {
  /** A key pressed in an element, given with those around it by their selectors, the innermost first. */
  const press = (key: string, path: readonly string[], held = {}): Parameters<typeof playerKey>[0] => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    ...held,
    // Behind the elements come the document and the window, which match nothing.
    composedPath: () => [
      ...path.map((name) => ({ matches: (selector: string) => selector.split(", ").includes(name) })),
      {},
    ],
  });
  const STEP = { kind: "step", updates: 1 };

  it("play and pause where no control has the focus", () => {
    expect(playerKey(press(" ", ["body"]), false)).toEqual({ kind: "play" });
    expect(playerKey(press(" ", ["symmetry-runs"]), true)).toEqual({ kind: "pause" });
    for (const control of ["button", "a", "summary", "input", "select", "textarea"]) {
      expect(playerKey(press(" ", [control, "symmetry-player"]), false)).toBeNull();
    }
  });

  it("step and reset within the player and the pictures alone, and never in a field", () => {
    for (const home of ["symmetry-player", "symmetry-runs"]) {
      expect(playerKey(press(".", ["button", home]), false)).toEqual(STEP);
      expect(playerKey(press("0", ["svg", home]), false)).toEqual({ kind: "reset" });
      expect(playerKey(press("r", [home]), true)).toEqual({ kind: "reset" });
      expect(playerKey(press("x", [home]), false)).toBeNull();
    }
    for (const key of [".", "0", "r"]) {
      expect(playerKey(press(key, ["body"]), false)).toBeNull();
      expect(playerKey(press(key, ["button", "symmetry-presets"]), false)).toBeNull();
      for (const field of ["input", "select", "textarea"]) {
        expect(playerKey(press(key, [field, "symmetry-runs"]), false)).toBeNull();
      }
    }
  });

  it("go on stepping while they are held down, and do nothing else twice or beside the browser's own", () => {
    const held = { repeat: true };
    expect(playerKey(press(".", ["symmetry-player"], held), false)).toEqual(STEP);
    for (const key of [" ", "0", "r"]) expect(playerKey(press(key, ["symmetry-player"], held), false)).toBe("held");
    // A held Space that presses a button, or a letter elsewhere, is the browser's own.
    expect(playerKey(press(" ", ["button", "symmetry-player"], held), false)).toBeNull();
    expect(playerKey(press("r", ["body"], held), false)).toBeNull();
    for (const key of [" ", ".", "0", "r"]) {
      expect(playerKey(press(key, ["symmetry-player"], { ctrlKey: true }), false)).toBeNull();
    }
  });
});
