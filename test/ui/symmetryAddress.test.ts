import { describe, expect, it } from "vitest";
import { LESSON_STEPS } from "../../src/ui/symmetry-lesson/lessonSteps.ts";
import {
  DEFAULT_VIEW,
  type SymmetryView,
  isSymmetryQuery,
  problemText,
  readView,
  symmetryQuery,
} from "../../src/ui/symmetry-lab/symmetryAddress.ts";

const { config: THREAD } = DEFAULT_VIEW;

/** A view with every field moved. */
const OTHER: SymmetryView = {
  config: {
    layers: [2, 5, 4, 3],
    activation: "tanh",
    outputActivation: "softmax",
    loss: "categorical_crossentropy",
    optimizer: "momentum",
    learningRate: 0.02,
    momentum: 0.8,
    batchSize: 16,
    data: "spirals",
    samples: 300,
    noise: 0.1,
    framework: "pytorch",
    seed: 7,
    engine: "cpu",
    starts: [
      { initializer: "constant", value: 0.25, epsilon: 1e-6, biasStddev: 0.5 },
      { initializer: "normal", stddev: 0.3, epsilon: 0.001, biasStddev: 0 },
    ],
    iterations: 321,
  },
  lesson: 2,
};

describe("the address", () => {
  it("of the first view is short, and all is found again of any other", () => {
    expect(symmetryQuery(DEFAULT_VIEW)).toBe("lab=symmetry");
    expect(readView("?lab=symmetry")).toEqual({ view: DEFAULT_VIEW, problems: [] });
    const query = symmetryQuery(OTHER);
    expect(query).toContain("layers=2,5,4,3");
    const { view, problems } = readView(`?${query}`);
    expect(problems).toEqual([]);
    expect(view.lesson).toBe(2);
    expect(view.config).toEqual(OTHER.config);
    expect(symmetryQuery(view)).toBe(query);
  });

  it("belongs to this lab where it says so", () => {
    expect(isSymmetryQuery("?seed=1&lab=symmetry")).toBe(true);
    expect(isSymmetryQuery("?lab=theory")).toBe(false);
  });

  it("that is broken says so, and the good rest holds over what was there", () => {
    const { view, problems } = readView("?lab=symmetry&learning-rate=-1&seed=5&epsilon=tiny&lesson=99", OTHER);
    expect(problems).toEqual([
      'learning-rate cannot be "-1": it must be a number above 0 (from 1e-30 to 1e6).',
      'epsilon cannot be "tiny": it must be a number from 0 to 1e3.',
      `lesson cannot be "99": it must be a whole number from 1 to ${LESSON_STEPS.length}.`,
    ]);
    expect([view.config.learningRate, view.config.seed, view.lesson]).toEqual([0.02, 5, 2]);
    expect(view.config.starts[0].epsilon).toBe(1e-6);
    expect(view.config.layers).toEqual(THREAD.layers);
    expect(problemText(problems)).toMatch(
      /^The address is broken: learning-rate cannot be "-1".*All else in it holds\.$/,
    );
    expect(problemText([])).toBe("");
  });

  it("that names a thing twice, or one that is not known, says so", () => {
    const { view, problems } = readView("?lab=symmetry&seed=1&seed=2&sede=3");
    expect(problems[0]).toBe('seed is named 2 times, as "1" and as "2": name it once.');
    expect(problems[1]).toMatch(
      /^It names sede, which this page does not know; it knows layers, activation, .*, lesson\.$/,
    );
    expect(view).toEqual(DEFAULT_VIEW);
  });

  it.each([
    ["layers=3,3,1", /^layers cannot be "3,3,1": it must be a list that starts with 2 units/, "seed=9"],
    ["versus-initializer=sparse", /^versus-initializer cannot be "sparse": it must be one of /, "seed=9"],
    ["loss=categorical_crossentropy", /^output-activation cannot be "sigmoid": it must be softmax/, ""],
    ["batch-size=500", /^batch-size cannot be "500": it must be at most the 200 examples/, "seed=9"],
    [
      "layers=2,65,1",
      /^layers cannot be "2,65,1": it must be a list of at most 8 hidden layers of up to 64 units/,
      "seed=9",
    ],
  ])("whose fields do not go together says which: %s", (text, problem, rest) => {
    const { view, problems } = readView(`?lab=symmetry&${text}&${rest}`);
    expect(problems[0]).toMatch(problem);
    expect(symmetryQuery(view)).toBe(rest === "" ? "lab=symmetry" : `lab=symmetry&${rest}`);
  });
});
