import type { ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import type {
  RunFrame,
  TrainingFrame,
  TrainingLab,
  TrainingOpened,
} from "../../src/experiments/training/trainingLab.ts";
import { DEFAULT_VIEW } from "../../src/ui/symmetry-lab/symmetryAddress.ts";
import { endText } from "../../src/ui/symmetry-lab/shownRuns.ts";
import { SymmetryRun } from "../../src/ui/symmetry-lab/symmetryRun.ts";

const CONFIG: SymmetryConfig = { ...DEFAULT_VIEW.config, iterations: 100 };
const GRACE_MS = 250;
const HOST: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

/** A call of the machine that ends when the test says so. */
interface Call {
  readonly name: string;
  readonly signal: AbortSignal;
  end(): void;
  fail(error: Error): void;
}

/** A machine that counts updates: a run's loss after i updates is 1000 - i; both break after `breaksAt`. */
class FakeLab {
  readonly calls: Call[] = [];
  readonly log: string[] = [];
  /** Calls end by themselves. */
  quick = true;
  breaksAt = Infinity;
  /** No update is made. */
  stuck = false;
  #iteration = 0;
  #known = 0;

  readonly lab = {
    start: (config: SymmetryConfig, _theme: string, { signal }: { signal: AbortSignal }) =>
      this.#call<TrainingOpened>(`start ${config.seed}`, signal, () => {
        this.#iteration = this.#known = 0;
        return { data: {} as TrainingOpened["data"], frame: this.#frame(false) };
      }),
    advance: (updates: number, { signal, ranks }: { signal: AbortSignal; ranks?: boolean }) =>
      this.#call(`advance ${updates}${ranks === true ? " ranked" : ""}`, signal, () => {
        if (!this.stuck) this.#iteration = Math.min(this.breaksAt, this.#iteration + updates);
        return this.#frame(ranks === true);
      }),
    repaint: (theme: string) => this.#call(`repaint ${theme}`, new AbortController().signal, () => undefined),
    reset: ({ signal }: { signal: AbortSignal }) =>
      this.#call("reset", signal, () => {
        this.#iteration = this.#known = 0;
        return this.#frame(true);
      }),
  } as unknown as TrainingLab;

  #frame(ranked: boolean): TrainingFrame {
    const from = this.#known;
    const losses = Float64Array.from({ length: this.#iteration - from + 1 }, (_, index) => 1000 - from - index);
    this.#known = this.#iteration;
    const brokenAt = this.#iteration === this.breaksAt ? this.breaksAt : null;
    const run = { iteration: this.#iteration, from, losses, brokenAt, symmetry: [{ rank: ranked ? 1 : null }] };
    const runs = [run, run] as unknown as [RunFrame, RunFrame];
    return {
      engine: { kind: "cpu", adapter: "", software: false },
      iteration: this.#iteration,
      runs,
      milliseconds: 200,
    };
  }

  #call<Answer>(name: string, signal: AbortSignal, answer: () => Answer): Promise<Answer> {
    this.log.push(name);
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
      const end = (): void => resolve(answer());
      if (this.quick) end();
      else this.calls.push({ name, signal, end, fail: reject });
    });
  }
}

/** A run on a fake machine; pictures are drawn when the test says so. */
function open(): { run: SymmetryRun; fake: FakeLab; rests: number[]; draw(): Promise<void> } {
  const rests: number[] = [];
  let show = (): void => undefined;
  const run: SymmetryRun = new SymmetryRun(HOST, {
    theme: () => "light",
    nextPicture: () => new Promise((resolve) => (show = resolve)),
    onRest: () => rests.push(run.aim),
  });
  const draw = async (): Promise<void> => {
    show();
    await settle();
  };
  return { run, fake: new FakeLab(), rests, draw };
}

/** Lets all answers that are there arrive. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("opening", () => {
  it("runs to the iterations at once, tells the ranks and each loss once, and moves no address", async () => {
    const { run, fake, rests } = open();
    run.show(fake.lab, CONFIG);
    expect(run.running).toBe(true);
    await settle();
    expect(fake.log).toEqual(["start 1234", "advance 100 ranked"]);
    expect(run.shown!.frame.iteration).toBe(100);
    expect(run.shown!.losses[0]).toEqual(Array.from({ length: 101 }, (_, index) => 1000 - index));
    expect([run.running, run.playing, rests]).toEqual([false, false, []]);
    run.show(fake.lab, CONFIG);
    await settle();
    expect(fake.log).toHaveLength(2);
  });

  it("shows the start itself where no update is wanted", async () => {
    const { run, fake } = open();
    run.show(fake.lab, { ...CONFIG, iterations: 0 });
    await settle();
    expect(fake.log).toEqual(["start 1234", "advance 0 ranked"]);
    expect(run.shown!.frame.iteration).toBe(0);
    expect(run.shown!.losses[1]).toEqual([1000]);
  });

  it("goes on or back where the iterations alone change", async () => {
    const { run, fake } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.show(fake.lab, { ...CONFIG, iterations: 130 });
    await settle();
    run.show(fake.lab, { ...CONFIG, iterations: 20 });
    await settle();
    expect(fake.log.slice(2)).toEqual(["advance 30 ranked", "reset", "advance 20 ranked"]);
    expect(run.shown!.losses[0]).toHaveLength(21);
  });
});

describe("changes on the way", () => {
  it("take the newest, once the one under way has been shown or has had its grace", async () => {
    const { run, fake } = open();
    fake.quick = false;
    run.show(fake.lab, CONFIG);
    run.show(fake.lab, { ...CONFIG, seed: 1 });
    run.show(fake.lab, { ...CONFIG, seed: 2 });
    await settle();
    fake.calls[0]!.end();
    await settle();
    fake.calls[1]!.end();
    await settle();
    expect(run.shown!.config.seed).toBe(1234);
    expect(fake.log).toEqual(["start 1234", "advance 100 ranked", "start 2"]);
    run.show(fake.lab, { ...CONFIG, seed: 3 });
    await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
    expect(fake.calls[2]!.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(fake.calls[2]!.signal.aborted).toBe(true);
    expect(fake.log.at(-1)).toBe("start 3");
    expect([run.failure, run.shown!.config.seed]).toEqual(["", 1234]);
  });

  it("show each start that a drag passes slowly enough, where no update is wanted", async () => {
    const { run, fake } = open();
    fake.quick = false;
    run.show(fake.lab, { ...CONFIG, iterations: 0 });
    run.show(fake.lab, { ...CONFIG, iterations: 0, seed: 1 });
    fake.calls[0]!.end();
    await settle();
    fake.calls[1]!.end();
    await settle();
    expect(run.shown!.config.seed).toBe(1234);
    expect(fake.log).toEqual(["start 1234", "advance 0 ranked", "start 1"]);
  });

  it("keep the last good frame where the machine fails, say why, and try again when asked", async () => {
    const { run, fake } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    const before = run.shown;
    fake.quick = false;
    run.show(fake.lab, { ...CONFIG, seed: 5 });
    fake.calls[0]!.fail(new RangeError("too large"));
    await settle();
    expect([run.failure, run.shown, run.running]).toEqual(["too large", before, false]);
    fake.quick = true;
    run.act({ kind: "step", updates: 1 });
    await settle();
    expect(run.failure).toBe("");
    expect(run.shown!.config.seed).toBe(5);
    expect(run.shown!.frame.iteration).toBe(101);
  });
});

describe("the player", () => {
  it("plays a picture at a time, pauses with the ranks, and only then moves the address", async () => {
    const { run, fake, rests, draw } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.speed = 5;
    run.act({ kind: "play" });
    await settle();
    expect(run.shown!.frame.iteration).toBe(100);
    await draw();
    await draw();
    expect(run.shown!.frame.iteration).toBe(110);
    expect(rests).toEqual([]);
    run.act({ kind: "pause" });
    await draw();
    expect(fake.log.slice(2)).toEqual(["advance 5", "advance 5", "advance 0 ranked"]);
    expect([run.playing, run.running, rests]).toEqual([false, false, [110]]);
    expect(run.shown!.losses[0]).toHaveLength(111);
  });

  it("can be paused on a long way, and rests where it has come to", async () => {
    const { run, fake, rests } = open();
    fake.quick = false;
    run.show(fake.lab, { ...CONFIG, iterations: 9000 });
    fake.calls[0]!.end();
    await settle();
    expect(run.far).toBe(true);
    run.act({ kind: "pause" });
    fake.quick = true;
    fake.calls[1]!.end();
    await settle();
    expect(fake.log).toEqual(["start 1234", "advance 2000", "advance 0 ranked"]);
    expect([run.far, run.running, run.shown!.frame.iteration, rests]).toEqual([false, false, 2000, [2000]]);
  });

  it("steps as often as it is pressed, resets, and runs to a place behind", async () => {
    const { run, fake, rests } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.act({ kind: "step", updates: 1 });
    run.act({ kind: "step", updates: 1 });
    await settle();
    expect(run.shown!.frame.iteration).toBe(102);
    run.act({ kind: "reset" });
    await settle();
    expect(run.shown!.frame.iteration).toBe(0);
    expect(run.shown!.losses[0]).toEqual([1000]);
    run.act({ kind: "runTo", iteration: 50 });
    await settle();
    run.act({ kind: "runTo", iteration: 7 });
    await settle();
    expect(fake.log.slice(-4)).toEqual(["reset", "advance 50 ranked", "reset", "advance 7 ranked"]);
    expect(rests).toEqual([102, 0, 50, 7]);
  });

  it("goes on playing behind a change of the knobs, from the same update", async () => {
    const { run, fake, draw } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.act({ kind: "play" });
    await settle();
    await draw();
    run.show(fake.lab, { ...CONFIG, seed: 9, iterations: run.aim });
    await draw();
    await draw();
    expect(fake.log.slice(2)).toEqual(["advance 5", "start 9", "advance 105", "advance 5"]);
    expect(run.playing).toBe(true);
  });

  it("goes back, and not on, where it is sent back while a picture is on its way", async () => {
    const { run, fake, draw } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.act({ kind: "play" });
    fake.quick = false;
    await draw();
    run.act({ kind: "runTo", iteration: 10 });
    fake.quick = true;
    fake.calls[0]!.end();
    await settle();
    expect(run.shown!.frame.iteration).toBe(10);
  });

  it("rests where both runs have broken, and where the link ends", async () => {
    const { run, fake, draw } = open();
    fake.breaksAt = 37;
    run.show(fake.lab, CONFIG);
    await settle();
    // What is changed next is led as far as the link says.
    expect([run.running, run.shown!.frame.iteration, run.aim]).toEqual([false, 37, 100]);
    expect(endText(run.shown!)).toBe("both runs have broken off");
    run.act({ kind: "play" });
    await draw();
    expect([run.running, run.playing]).toEqual([false, false]);
    fake.breaksAt = Infinity;
    run.show(fake.lab, { ...CONFIG, seed: 4, iterations: 10_000 });
    await settle();
    run.act({ kind: "play" });
    await draw();
    expect([run.playing, run.shown!.frame.iteration]).toEqual([false, 10_000]);
    expect(endText(run.shown!)).toBe("the most here");
  });

  it("tells the ranks where both break before the last piece", async () => {
    const { run, fake } = open();
    fake.breaksAt = 2500;
    run.show(fake.lab, { ...CONFIG, iterations: 9000 });
    await settle();
    expect(fake.log.at(-1)).toBe("advance 0 ranked");
    expect([run.far, run.running, run.shown!.frame.runs[0].symmetry[0]!.rank]).toEqual([false, false, 1]);
  });

  it("goes on when asked where the machine had no time for an update", async () => {
    const { run, fake } = open();
    fake.stuck = true;
    run.show(fake.lab, CONFIG);
    await settle();
    expect([run.running, fake.log.at(-1)]).toEqual([false, "advance 100 ranked"]);
    fake.stuck = false;
    run.act({ kind: "step", updates: 1 });
    await settle();
    expect(run.shown!.frame.iteration).toBe(101);
  });

  it("steps from what is on show where it is led a long way", async () => {
    const { run, fake } = open();
    fake.quick = false;
    run.show(fake.lab, { ...CONFIG, iterations: 9000 });
    fake.calls[0]!.end();
    await settle();
    fake.calls[1]!.end();
    await settle();
    expect([run.far, run.shown!.frame.iteration]).toEqual([true, 2000]);
    run.act({ kind: "step", updates: 1 });
    fake.quick = true;
    fake.calls[2]!.end();
    await settle();
    expect([run.far, run.running, run.shown!.frame.iteration]).toEqual([false, false, 4000]);
  });

  it("rests where both break while it plays", async () => {
    const { run, fake, draw } = open();
    fake.breaksAt = 103;
    run.show(fake.lab, CONFIG);
    await settle();
    run.act({ kind: "play" });
    await draw();
    expect([run.playing, run.running, run.shown!.frame.iteration]).toEqual([false, false, 103]);
  });

  it("is led back to where an address has the runs, and moves no address, though it was played on from there", async () => {
    const { run, fake, rests, draw } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.act({ kind: "play" });
    await settle();
    await draw();
    expect([run.place, run.shown!.frame.iteration]).toEqual([105, 105]);
    run.forget();
    run.show(fake.lab, CONFIG);
    await draw();
    expect(fake.log.slice(-2)).toEqual(["reset", "advance 100 ranked"]);
    expect([run.shown!.frame.iteration, run.playing, run.running, run.place, rests]).toEqual([
      100,
      false,
      false,
      null,
      [],
    ]);
  });

  it("is led back to a place that the picture on its way has passed", async () => {
    const { run, fake, draw } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.act({ kind: "play" });
    fake.quick = false;
    await draw();
    run.act({ kind: "runTo", iteration: 103 });
    fake.quick = true;
    fake.calls[0]!.end();
    await settle();
    expect([run.shown!.frame.iteration, run.aim]).toEqual([103, 103]);
  });

  it("paints in a new theme before the first frame is there, and says where the machine cannot", async () => {
    const { run, fake } = open();
    await run.repaint();
    expect(fake.log).toEqual([]);
    fake.quick = false;
    run.show(fake.lab, CONFIG);
    const painted = run.repaint();
    expect(fake.log).toEqual(["start 1234", "repaint light"]);
    fake.calls[1]!.fail(new Error("The worker failed."));
    await painted;
    expect([run.failure, run.playing]).toEqual(["The worker failed.", false]);
  });

  it("is watched from its start, a picture at a time, and rests at the end", async () => {
    const { run, fake, rests, draw } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.act({ kind: "watchTo", iteration: 90 });
    await settle();
    expect([run.playing, run.shown!.frame.iteration]).toEqual([true, 0]);
    for (let made = 2; made <= 90; made += 2) {
      // Long pictures, of the most that one may make: but the first, which comes at once.
      vi.advanceTimersByTime(400);
      // oxlint-disable-next-line no-await-in-loop
      await draw();
      expect(run.shown!.frame.iteration).toBe(made - 1);
    }
    await draw();
    expect([run.shown!.frame.iteration, run.playing, run.running, rests]).toEqual([90, false, false, [90]]);
    expect(fake.log.slice(2, 5)).toEqual(["reset", "advance 1", "advance 2"]);
    expect(fake.log.at(-1)).toBe("advance 0 ranked");
  });

  it("is watched from its start where the way to its end is under way", async () => {
    const { run, fake, draw } = open();
    fake.quick = false;
    run.show(fake.lab, CONFIG);
    fake.calls[0]!.end();
    await settle();
    run.act({ kind: "watchTo", iteration: 90 });
    fake.quick = true;
    fake.calls[1]!.end();
    await settle();
    await draw();
    expect(fake.log).toEqual(["start 1234", "advance 100 ranked", "reset", "advance 1"]);
    expect([run.playing, run.shown!.frame.iteration]).toEqual([true, 1]);
  });

  it("watches another configuration from its start, and plays on past the end where a person says so", async () => {
    const { run, fake, draw } = open();
    run.show(fake.lab, CONFIG);
    await settle();
    run.show(fake.lab, { ...CONFIG, seed: 9, iterations: 0 });
    run.act({ kind: "watchTo", iteration: 2 });
    await settle();
    await draw();
    expect([run.shown!.config.seed, run.shown!.frame.iteration]).toEqual([9, 1]);
    fake.quick = false;
    await draw();
    run.act({ kind: "play" });
    fake.quick = true;
    fake.calls[0]!.end();
    await settle();
    await draw();
    expect([run.playing, run.shown!.frame.iteration]).toEqual([true, 7]);
  });

  it("stops when the lab is left", async () => {
    const { run, fake } = open();
    fake.quick = false;
    run.show(fake.lab, CONFIG);
    run.hostDisconnected();
    await settle();
    expect([fake.calls[0]!.signal.aborted, run.running, run.failure]).toEqual([true, false, ""]);
  });
});
