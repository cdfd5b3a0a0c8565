import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DEFAULT_VIEW, type SymmetryView } from "../../src/ui/symmetry-lab/symmetryAddress.ts";
import { ViewHistory } from "../../src/ui/symmetry-lab/viewHistory.ts";

const START = "https://initscope.test/?lab=symmetry";

/** The browser's history: each entry's address, the newest last. */
let entries: string[];
let view: SymmetryView;
let place: number | null;
let history: ViewHistory;

/** Everything in the addresses but what is in all of them. */
const told = (): string[] => entries.map((entry) => entry.slice(START.length));
const rest = (): void => void vi.advanceTimersByTime(1000);

function move(mover: string, change: Partial<SymmetryView["config"]>, settled: boolean): void {
  history.turnTo(mover);
  view = { ...view, config: { ...view.config, ...change } };
  history.show(settled);
}

beforeEach(() => {
  vi.useFakeTimers();
  [entries, view, place] = [[START], DEFAULT_VIEW, null];
  history = new ViewHistory({ view: () => view, place: () => place });
  const location = {
    get href() {
      return entries.at(-1)!;
    },
    get search() {
      return new URL(entries.at(-1)!).search;
    },
  };
  vi.stubGlobal("location", location);
  vi.stubGlobal("history", {
    pushState: (_state: null, _title: string, address: string) => entries.push(address),
    replaceState: (_state: null, _title: string, address: string) => (entries = [...entries.slice(0, -1), address]),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("shares an entry among the moves of a knob up to where it is let go", () => {
  move("seed", { seed: 1 }, false);
  rest();
  move("seed", { seed: 2 }, false);
  move("seed", { seed: 3 }, true);
  move("seed", { seed: 4 }, true);
  expect(told()).toEqual(["", "&seed=3", "&seed=4"]);
});

it("keeps where the player led the runs, and what was typed, behind a preset", () => {
  move("runs", { iterations: 5 }, false);
  rest();
  move("runs", { iterations: 9 }, false);
  // Not yet written when the next comes.
  move("learningRate", { learningRate: 0.5 }, false);
  rest();
  move("activation,learningRate", { activation: "relu" }, true);
  expect(told()).toEqual([
    "",
    "&iterations=9",
    "&learning-rate=0.5&iterations=9",
    "&activation=relu&learning-rate=0.5&iterations=9",
  ]);
});

it("says where the runs are while they play, and in no other lab's address", () => {
  place = 120;
  history.tellPlace();
  expect(told()).toEqual(["", "&iterations=120"]);
  place = 150;
  move("seed", { seed: 7 }, true);
  expect(told().slice(2)).toEqual(["&iterations=150", "&seed=7"]);
  entries.push("https://initscope.test/?lab=theory");
  history.tellPlace();
  expect(entries).toHaveLength(5);
});
