import { afterEach, describe, expect, test, vi } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { DEFAULT_SYMMETRY_CONFIG } from "../../src/experiments/training/trainingConfig.ts";
import type { Trainers, TrainingRun, TrainingSetup } from "../../src/model/training.ts";
import { TrainingPair } from "../../src/trainingPair.ts";
import { TrainingSession } from "../../src/trainingSession.ts";

afterEach(() => void vi.restoreAllMocks());

/** Runs that only count: `breaksAt` updates break one, and what is done is written into `log`. */
function countingTrainers(log: string[], breaksAt: readonly (number | null)[] = [null, null]): Trainers {
  let started = 0;
  return {
    info: { kind: "cpu", adapter: "counting", software: false },
    assertFits: () => undefined,
    async start(setup) {
      const side = started++;
      if (breaksAt[side] === undefined) throw new Error("no room");
      return countingRun(log, side, breaksAt[side], setup);
    },
    destroy: () => undefined,
  };
}

function countingRun(log: string[], side: number, breaksAt: number | null, setup: TrainingSetup): TrainingRun {
  const own = { iteration: 0, brokenAt: null as number | null };
  return {
    setup,
    get iteration() {
      return own.iteration;
    },
    get brokenAt() {
      return own.brokenAt;
    },
    async advance(updates) {
      const before = own.iteration;
      own.iteration = Math.min(before + updates, breaksAt === null ? Infinity : breaksAt - 1);
      if (own.iteration < before + updates) own.brokenAt = breaksAt;
      log.push(`${side} to ${own.iteration}`);
      return Float64Array.from({ length: own.iteration - before }, (_, index) => 100 * side + before + index);
    },
    async state() {
      const loss = 100 * side + own.iteration;
      return { iteration: own.iteration, loss, parameters: [], logits: new Float64Array(0) };
    },
    restart() {
      own.iteration = 0;
      own.brokenAt = null;
    },
    destroy: () => void log.push(`${side} freed`),
  };
}

/** A clock on which every look takes so long. */
function slowClock(milliseconds: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += milliseconds));
}

const SETUPS = [{}, {}] as unknown as readonly [TrainingSetup, TrainingSetup];

describe("two runs in lockstep", () => {
  test("take turns, a piece at a time, so that neither is ahead for long", async () => {
    slowClock(40);
    const log: string[] = [];
    const pair = await TrainingPair.start(countingTrainers(log), SETUPS);
    await pair.reach(3);
    expect(log).toEqual(["0 to 1", "1 to 1", "0 to 2", "1 to 2", "0 to 3", "1 to 3"]);
  });

  test("take larger pieces where they are quick, up to the aim and no further", async () => {
    slowClock(1);
    const log: string[] = [];
    const pair = await TrainingPair.start(countingTrainers(log), SETUPS);
    await pair.reach(10);
    expect(log.filter((entry) => entry.startsWith("0"))).toEqual(["0 to 1", "0 to 3", "0 to 7", "0 to 10"]);
    expect(pair.iteration).toBe(10);
    // A short way says nothing of how many updates are quick.
    for (const aim of [11, 12, 13, 40]) await pair.reach(aim);
    expect(log.filter((entry) => entry.startsWith("0")).slice(4, 8)).toEqual([
      "0 to 11",
      "0 to 12",
      "0 to 13",
      "0 to 21",
    ]);
  });

  test("go on apart where one has broken, and remember the losses of each", async () => {
    const pair = await TrainingPair.start(countingTrainers([], [4, null]), SETUPS);
    await pair.reach(6);
    expect(pair.runs.map(({ iteration }) => iteration)).toEqual([3, 6]);
    expect([...pair.losses(0, 0, 9)]).toEqual([0, 1, 2]);
    await pair.state(0);
    await pair.state(1);
    expect([...pair.losses(0, 0, 9)]).toEqual([0, 1, 2, 3]);
    expect([...pair.losses(1, 4, 5)]).toEqual([104, 105]);
    expect(pair.losses(1, 0, 5000).length).toBe(7);
    pair.restart();
    expect(pair.losses(1, 0, 9).length).toBe(0);
    await pair.reach(2000);
    expect([0, 1023, 1024, 1999].map((at) => pair.losses(1, at, at)[0])).toEqual([100, 1123, 1124, 2099]);
  });

  test("ask of a check no more updates than a side has losses, but where it broke as many as the other made", async () => {
    const pair = await TrainingPair.start(countingTrainers([], [null, 4]), SETUPS);
    const asked = (updates: number): (number | undefined)[] => pair.checked(updates).map((side) => side.updates);
    const advance = vi.spyOn(pair.runs[1], "advance");
    await pair.reach(2);
    let end = (_losses: Float64Array): void => undefined;
    advance.mockReturnValueOnce(new Promise((resolve) => (end = resolve)));
    const reached = pair.reach(6);
    // The first side's turn is over, the second's is not.
    await vi.waitFor(() => expect(advance).toHaveBeenCalledTimes(3));
    expect(pair.iteration).toBeGreaterThan(2);
    expect(pair.checked(9).map(({ losses }) => losses.length)).toEqual([pair.iteration, 2]);
    expect(asked(9)).toEqual([pair.iteration - 1, 1]);
    end(new Float64Array(0));
    await reached;
    expect(asked(9)).toEqual([5, 6]);
    expect(asked(2)).toEqual([2, 2]);
    pair.restart();
    expect(asked(9)).toEqual([0, 0]);
  });

  test("hold nothing where the second has no room", async () => {
    const log: string[] = [];
    await expect(TrainingPair.start(countingTrainers(log, [null]), SETUPS)).rejects.toThrow("no room");
    expect(log).toEqual(["0 freed"]);
  });
});

test("a session makes updates again on another engine for a few seconds, and then stands where it has come to", async () => {
  const session = await TrainingSession.open({ ...DEFAULT_SYMMETRY_CONFIG, samples: 4 }, {});
  await session.reach(await session.on(new CpuTrainers(), {}), 50, {});
  expect(session.reached).toBe(50);
  await session.on(new CpuTrainers(), {});
  expect(session.reached).toBe(50);
  slowClock(400);
  const pair = await session.on(countingTrainers([]), {});
  expect(session.reached).toBe(pair.iteration);
  expect(pair.iteration).toBeGreaterThan(0);
  expect(pair.iteration).toBeLessThan(50);
  await session.reach(pair, 60, {});
  expect(session.reached).toBe(60);
});
