import { afterEach, beforeAll, describe, expect, it, test, vi } from "vitest";
import { readSymmetryConfig, symmetryConfigEntries } from "../../src/experiments/training/symmetryFields.ts";
import { readWeightsConfig } from "../../src/experiments/weights/weightsConfig.ts";
import type { SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import type { RunFrame, TrainingFrame } from "../../src/experiments/training/trainingLab.ts";
import {
  type LessonMemory,
  NOTHING_DONE,
  lessonText,
  readLesson,
  storeLesson,
  storedLesson,
} from "../../src/ui/symmetry-lesson/lessonMemory.ts";
import { lessonOutcome, lessonTally } from "../../src/ui/symmetry-lesson/lessonOutcome.ts";
import {
  ASKED,
  type LessonRun,
  REST,
  arrival,
  ended,
  followed,
  isOpen,
  isThere,
  legOf,
} from "../../src/ui/symmetry-lesson/lessonRun.ts";
import type { Leg, LessonStep, Measured } from "../../src/ui/symmetry-lesson/lessonStep.ts";
import { LESSON_STEPS } from "../../src/ui/symmetry-lesson/lessonSteps.ts";
import { questionText } from "../../src/ui/symmetry-lesson/questionText.ts";
import { weightsLink } from "../../src/ui/symmetry-lesson/weightsLink.ts";
import { holds } from "../../src/ui/symmetry-presets/holds.ts";
import { THREAD } from "../../src/ui/symmetry-presets/presets.ts";
import { symmetryFrame } from "../support/symmetryFrames.ts";

const KNOBS: SymmetryConfig = { ...THREAD, engine: "cpu" };
const stepOf = (id: string): LessonStep => LESSON_STEPS.find((step) => step.id === id)!;
const configOf = ({ change }: Leg): SymmetryConfig => ({ ...KNOBS, ...change });
const sentences = (text: string): number => text.match(/[.?](?= [A-Z]|$)/g)!.length;

/** The frames that a step's runs end with, trained in float64. */
async function trained({ legs }: LessonStep): Promise<TrainingFrame[]> {
  const frames: TrainingFrame[] = [];
  // Two at a time would share two cores.
  // oxlint-disable-next-line no-await-in-loop
  for (const leg of legs) frames.push(await symmetryFrame(configOf(leg), leg.iteration));
  return frames;
}

/** A frame with the same change made to both of its runs. */
function changed(frame: TrainingFrame, change: (run: RunFrame) => Partial<RunFrame>): TrainingFrame {
  const [one, other] = frame.runs;
  return {
    ...frame,
    runs: [
      { ...one, ...change(one) },
      { ...other, ...change(other) },
    ],
  };
}

describe.each(LESSON_STEPS)("$id", (step) => {
  let frames: TrainingFrame[];
  beforeAll(async () => {
    frames = await trained(step);
  });
  it("asks and explains in few sentences", () => {
    expect(sentences(step.question)).toBeLessThanOrEqual(3);
    expect(sentences(step.because)).toBeLessThanOrEqual(3);
    expect(step.choices).toHaveLength(3);
    expect(step.choices.map(({ id }) => id)).toContain(step.explained);
  });
  it("asks for what an address can hold", () => {
    for (const leg of step.legs) {
      const config = { ...configOf(leg), engine: "auto" } as const;
      expect(readSymmetryConfig(symmetryConfigEntries(config))).toEqual(config);
    }
  });
  it("measures what it explains, and says so of a right guess", () => {
    const { answer, right, compared, because } = lessonOutcome(step, step.explained, step.measure(frames));
    expect({ answer, right, compared }).toEqual({ answer: step.explained, right: true, compared: "As you said." });
    expect(because).toBe(step.because);
  });
  it("names both, of a wrong guess", () => {
    for (const { id, text } of step.choices) {
      if (id === step.explained) continue;
      const { answer, right, compared } = lessonOutcome(step, id, step.measure(frames));
      expect({ answer, right }).toEqual({ answer: step.explained, right: false });
      expect(compared).toContain(text);
      expect(compared).toContain(step.choices.find((choice) => choice.id === answer)!.text);
    }
  });
  it("compares nothing where a run broke off", () => {
    const broken = [...frames.slice(0, -1), changed(frames.at(-1)!, () => ({ brokenAt: 12 }))];
    const run = ended(step, broken);
    expect(run).toMatchObject({
      kind: "broken",
      text: expect.stringMatching(/^The run on the left broke off at update 12/),
    });
    expect(ended(step, frames)).toEqual({ kind: "done", measured: step.measure(frames) });
  });
});

describe("what is measured comes from the frames alone", () => {
  /** What a step finds in frames that are not its own. */
  const measured = async (id: string, legs: readonly Leg[]): Promise<string> =>
    stepOf(id).measure(await trained({ ...stepOf(id), legs })).answer;
  const start = { change: {}, iteration: 0 };

  it("weights that change with the seed", async () => {
    expect(await measured("data", [start, { change: { seed: 1 }, iteration: 0 }])).toBe("all");
  });
  it("some weights of many", async () => {
    const [frame] = await trained({ ...stepOf("data"), legs: [start] });
    const other = changed(frame!, ({ parameters: [first, last] }) => ({
      parameters: [
        { ...first!, weight: first!.weight.map((weight, index) => (index === 2 ? -weight : weight)) },
        last!,
      ],
    }));
    const { answer, figures } = stepOf("data").measure([frame!, other]);
    expect(answer).toBe("some");
    expect(figures).toMatch(/^1 of 9 weights changed\./);
  });
  it("weights that hardly move, and move about as far as they are long", async () => {
    expect(await measured("training", [start, { change: { learningRate: 0.02 }, iteration: 1 }])).toBe("hardly");
    expect(await measured("training", [start, { change: { learningRate: 0.5 }, iteration: 60 }])).toBe("about");
  });
  it("zeros that rest, and random units on the left", async () => {
    const [zeros, random] = THREAD.starts;
    expect(await measured("zeros", [{ change: { activation: "tanh" }, iteration: 10 }])).toBe("still");
    expect(await measured("zeros", [{ change: { starts: [random, zeros] }, iteration: 10 }])).toBe("apart");
  });
  it("more than a bias, and nothing", async () => {
    expect(await measured("relu", [{ change: {}, iteration: 10 }])).toBe("more");
    expect(await measured("relu", [start])).toBe("nothing");
  });
  it("units that differ on one side, and on both", async () => {
    const [, random] = THREAD.starts;
    expect(await measured("constants", [start])).toBe("one");
    expect(await measured("constants", [{ change: { starts: [random, random] }, iteration: 0 }])).toBe("both");
  });
  it("noise that has not parted units yet, and units that part for nothing", async () => {
    const { change } = stepOf("noise").legs[0]!;
    expect(await measured("noise", [start, { change, iteration: 10 }])).toBe("alike");
    const [frame] = await trained({ ...stepOf("noise"), legs: [{ change, iteration: 600 }] });
    const even = changed(frame!, () => ({ accuracy: 0.7 }));
    expect(stepOf("noise").measure([frame!, even]).answer).toBe("parts");
  });
});

test("an answer that a step does not explain is left without a reason", async () => {
  const step = stepOf("relu");
  const frames = await trained({ ...step, legs: [{ change: {}, iteration: 10 }] });
  expect(lessonOutcome(step, "more", step.measure(frames))).toMatchObject({ right: true, answer: "more", because: "" });
});

test("the tally counts what was run and what came true", async () => {
  const steps = [stepOf("data"), stepOf("relu")];
  const [data, relu] = [steps[0]!.measure(await trained(steps[0]!)), steps[1]!.measure(await trained(steps[1]!))];
  const done = (guess: string, { answer, figures }: Measured) =>
    ({ guess, run: { kind: "done", measured: { answer, figures } } }) as const;
  expect(
    lessonTally(steps, [
      { guess: "none", run: REST },
      { guess: "", run: REST },
    ]),
  ).toBe("");
  expect(lessonTally(steps, [done("none", data), { guess: "bias", run: ASKED }])).toMatch(/ 1 of them, and 1 came/);
  expect(lessonTally(steps, [done("all", data), done("bias", relu)])).toMatch(/ 2 of them, and 1 came/);
});

describe("following the page", () => {
  const step = stepOf("data");
  const [moons, circles] = step.legs.map(configOf) as [SymmetryConfig, SymmetryConfig];
  let frame: TrainingFrame;
  beforeAll(async () => {
    frame = await symmetryFrame(moons, 0);
  });
  const taken = (run: LessonRun): number => (run.kind === "running" ? run.frames.length : -1);

  it("goes from leg to leg, each with its own frame", () => {
    expect(followed(step, REST, moons, { config: moons, frame })).toBe(REST);
    // The knobs still hold what they held before the first leg was asked for.
    expect(followed(step, ASKED, KNOBS, { config: KNOBS, frame })).toBe(ASKED);
    const asked = followed(step, ASKED, moons, { config: KNOBS, frame });
    expect([asked.kind, taken(asked)]).toEqual(["running", 0]);
    const second = followed(step, asked, moons, { config: moons, frame });
    expect([second.kind, taken(second)]).toEqual(["running", 1]);
    expect(legOf(step, second)).toBe(step.legs[1]);
    expect(followed(step, second, moons, { config: moons, frame })).toBe(second);
    const done = followed(step, second, circles, { config: circles, frame });
    expect(done).toEqual({ kind: "done", measured: step.measure([frame, frame]) });
    expect(legOf(step, done)).toBeNull();
    expect(followed(step, done, KNOBS, null)).toBe(done);
  });
  it("takes no frame of another configuration, nor one that is not there yet", () => {
    const waiting = followed(step, ASKED, moons, null);
    expect(followed(step, waiting, moons, { config: circles, frame })).toBe(waiting);
    expect(followed(step, waiting, moons, { config: moons, frame: { ...frame, iteration: 5 } })).toBe(waiting);
    expect(isThere(step.legs[0]!, { config: moons, frame: { ...frame, iteration: 5 } })).toBe(false);
  });
  it("notices knobs that are moved before the end, and may be asked again", () => {
    const waiting = followed(step, ASKED, moons, null);
    expect(followed(step, waiting, { ...moons, learningRate: 0.1 }, null)).toEqual({ kind: "moved" });
    // What computes, and how far the page runs, decide nothing of it.
    expect(followed(step, waiting, { ...moons, engine: "gpu", iterations: 3 }, null)).toBe(waiting);
    expect(taken(followed(step, ASKED, moons, { config: moons, frame }))).toBe(1);
  });
});

describe.each(LESSON_STEPS)("$id as it is come to", (step) => {
  const done: LessonRun = { kind: "done", measured: { answer: step.explained, figures: "" } };
  it("stands before its first update while it is open", () => {
    for (const run of [REST, ASKED, { kind: "moved" }] as const) {
      expect(isOpen(run)).toBe(true);
      const config = { ...KNOBS, ...arrival(step, run) };
      expect([holds(config, step.legs[0]!.change), config.iterations]).toEqual([true, 0]);
    }
  });
  it("stands at its end where it was run", () => {
    expect(isOpen(done)).toBe(false);
    expect(isOpen({ kind: "broken", text: "" })).toBe(false);
    const { change, iteration } = step.legs.at(-1)!;
    const config = { ...KNOBS, ...arrival(step, done) };
    expect([holds(config, change), config.iterations]).toEqual([true, iteration]);
  });
});

test("no question's end is on show at the end of one before", () => {
  const ends = LESSON_STEPS.map(({ legs }) => legs.at(-1)!);
  ends.forEach((end, index) => {
    for (const later of ends.slice(index + 1)) expect(holds(configOf(end), later.change)).toBe(false);
  });
});

test("an open question's headline says no result", () => {
  LESSON_STEPS.forEach((_, index) => {
    const { headline, rest } = questionText(index + 1);
    expect(headline).toBe(`Question ${index + 1}: predict, then run.`);
    expect(rest).not.toMatch(/\d unit|loss|still|apart|equal/);
  });
});

describe("what a tab keeps", () => {
  const measured = { answer: "together", figures: "1 of 3" };
  const memory: LessonMemory = {
    left: 3,
    work: NOTHING_DONE.work.map((work, index) => {
      if (index === 1) return { guess: "about", run: ASKED };
      return index === 2 ? { guess: "still", run: { kind: "done", measured } } : work;
    }),
  };
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("is read as it was, but for what was under way", () => {
    const read = readLesson(lessonText(memory));
    expect(read.left).toBe(3);
    expect(read.work[1]).toEqual({ guess: "about", run: REST });
    expect(read.work[2]).toEqual(memory.work[2]);
    expect(read.work[0]).toEqual({ guess: "", run: REST });
  });
  it.each([
    ["", "nothing"],
    ["{", "no JSON"],
    ["null", "null"],
    ["[1]", "a list"],
    ['{"left":7,"steps":{"zeros":{"guess":"perhaps"}}}', "a step and a choice that are not there"],
    ['{"left":"3","steps":{"zeros":null,"relu":{"guess":4}}}', "things of other kinds"],
  ])("is nothing where it was %s: %s", (text) => expect(readLesson(text)).toEqual(NOTHING_DONE));
  it.each([{ answer: "purple", figures: "" }, { answer: "together" }, { answer: "together", figures: 3 }, "together"])(
    "holds a guess, but no measurement like %o",
    (broken) => {
      const text = JSON.stringify({ left: 1, steps: { zeros: { guess: "still", measured: broken } } });
      expect(readLesson(text).work[2]).toEqual({ guess: "still", run: REST });
    },
  );
  it("is found in the tab's storage, and begins anew where storage is refused", () => {
    const stored = new Map<string, string>();
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => stored.set(key, text),
    });
    expect(storedLesson()).toEqual(NOTHING_DONE);
    storeLesson(memory);
    expect(storedLesson().work[2]).toEqual(memory.work[2]);
    const refuse = (): never => {
      throw new DOMException("refused", "SecurityError");
    };
    vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse });
    expect(() => storeLesson(memory)).not.toThrow();
    expect(storedLesson()).toEqual(NOTHING_DONE);
  });
});

test("the way to the Weights lab leads to the weights that are on show", () => {
  const query = new URL(weightsLink(THREAD), "https://example.org").searchParams;
  expect(query.get("lab")).toBe("weights");
  expect(readWeightsConfig(query)).toMatchObject({
    framework: "tensorflow",
    layers: [2, 3, 1],
    initializer: "glorot_uniform",
    seed: 1234n,
  });
  expect(weightsLink({ ...THREAD, seed: 7 })).toBe("./?lab=weights&seed=7");
});
