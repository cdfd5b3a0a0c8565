import { describe, expect, it } from "vitest";
import type { Implementation } from "../../src/bench/implementation.ts";
import type { BenchRow } from "../../src/bench/report.ts";
import { runBench } from "../../src/bench/runBench.ts";
import { matmulWork } from "../../src/bench/work.ts";
import { type Diary, type Fake, FakeClock, fake } from "./fakes.ts";

const WORKS = [matmulWork(5, 7, 6), matmulWork(4, 4, 4)];
const LIMITS = { openMs: 30, runMs: 30 };

/** The peer's two rows, beside ours, which must be measured on both works. */
async function besideOurs(options: Omit<Fake, "name" | "clock">, diary: Diary = []): Promise<BenchRow[]> {
  const clock = new FakeClock();
  const ours = fake({ name: "ours", clock });
  const peer: Implementation = fake({ ...options, name: "peer", clock, diary });
  const { rows } = await runBench({
    works: WORKS,
    ours: [ours],
    peers: [peer],
    reference: () => expect.fail("no signal work here"),
    clock: clock.read,
    limits: LIMITS,
  });
  const [first, peerFirst, second, peerSecond] = rows as [BenchRow, BenchRow, BenchRow, BenchRow];
  expect([first, second]).toMatchObject([{ outcome: "measured" }, { outcome: "measured" }]);
  for (const row of [peerFirst, peerSecond].filter(({ outcome }) => outcome !== "measured")) {
    expect(row).toMatchObject({ medianMs: null, spread: null, gflops: null, ratio: null, ratios: {} });
  }
  return [peerFirst, peerSecond];
}

const never = (): Promise<void> => new Promise(() => {});

describe("a peer's bad luck ends its row, and nothing else", () => {
  it.each<[string, (exact: Float32Array) => Float32Array]>([
    ["one value that is off", (exact) => exact.with(17, exact[17]! + 0.01)],
    ["one value that is no number", (exact) => exact.with(17, NaN)],
    ["one value that is infinite", (exact) => exact.with(17, Infinity)],
    ["too few values", (exact) => exact.slice(1)],
    ["zeros", (exact) => exact.fill(0)],
  ])("%s: no speed, and the error is told", async (_name, values) => {
    const [row] = await besideOurs({ values: (exact) => (exact.length === 30 ? values(exact) : exact) });
    expect(row).toMatchObject({
      outcome: "wrong",
      reason: expect.stringMatching(/^Its values are wrong: off by .*\.$/),
    });
    expect(row!.error).toBeGreaterThan(row!.bound!);
  });

  it("takes the speed back where values turn wrong while it is timed", async () => {
    const [row] = await besideOurs({ values: (exact, calls) => (calls > 2 ? exact.fill(0) : exact) });
    expect(row).toMatchObject({ outcome: "wrong" });
  });

  it("says why it cannot be loaded, once for all works", async () => {
    const diary: Diary = [];
    const rows = await besideOurs({ onOpen: () => Promise.reject(new Error("The network is down")) }, diary);
    const absent = { outcome: "absent", reason: "The network is down.", error: null };
    expect(rows).toMatchObject([absent, absent]);
    expect(diary).toEqual(["peer open"]);
  });

  it("gives up on one that never loads", async () => {
    const [row] = await besideOurs({ onOpen: never });
    expect(row).toMatchObject({ outcome: "absent", reason: "peer was not ready after 0.03 seconds." });
  });

  it("opens it anew after a failure in its rounds", async () => {
    const diary: Diary = [];
    const onRun = (call: number): void => {
      if (call === 3) throw new Error("The device was lost");
    };
    const rows = await besideOurs({ onRun }, diary);
    expect(rows).toMatchObject([{ outcome: "failed", reason: "The device was lost." }, { outcome: "measured" }]);
    expect(diary.filter((line) => !line.includes("run"))).toEqual([
      "peer open",
      "peer dispose",
      "peer close",
      "peer open",
      "peer dispose",
      "peer close",
    ]);
  });

  it("gives up on a run that never ends", async () => {
    const rows = await besideOurs({ onRun: (call) => (call === 0 ? never() : undefined) });
    expect(rows).toMatchObject([
      { outcome: "failed", reason: "peer did not answer within 0.03 seconds." },
      { outcome: "measured" },
    ]);
  });
});

describe("aborting", () => {
  it("rejects with the signal's reason, and closes what was opened", async () => {
    const clock = new FakeClock();
    const diary: Diary = [];
    const controller = new AbortController();
    const reason = new Error("enough");
    const onRun = (call: number): void => {
      if (call === 4) controller.abort(reason);
    };
    const run = runBench(
      {
        works: WORKS,
        ours: [fake({ name: "ours", clock, diary, onRun })],
        peers: [],
        reference: () => expect.fail("no signal work here"),
        clock: clock.read,
      },
      { signal: controller.signal },
    );
    await expect(run).rejects.toBe(reason);
    expect(diary.filter((line) => line.includes("run"))).toHaveLength(5);
    expect(diary.slice(-2)).toEqual(["ours dispose", "ours close"]);
  });
});
