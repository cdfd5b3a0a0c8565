import { describe, expect, it } from "vitest";
import type { BenchOptions } from "../../src/bench/benchMachine.ts";
import type { Implementation } from "../../src/bench/implementation.ts";
import type { BenchRow } from "../../src/bench/report.ts";
import { type BenchPlan, runBench } from "../../src/bench/runBench.ts";
import { matmulWork } from "../../src/bench/work.ts";
import { type Diary, FakeClock, fake } from "./fakes.ts";

const WORK = matmulWork(5, 7, 6);
const clock = new FakeClock();

/** Rows by implementation, of a run with ours first. */
async function rowsOf(
  [ours, ...peers]: readonly Implementation[],
  plan: Partial<BenchPlan> = {},
  options: BenchOptions = {},
): Promise<Record<string, BenchRow>> {
  const reference = (): never => expect.fail("no signal work here");
  const { rows } = await runBench(
    { works: [WORK], ours: [ours!], peers, reference, rounds: 3, clock: clock.read, ...plan },
    options,
  );
  return Object.fromEntries(rows.map((row) => [row.implementation, row]));
}

describe("runBench", () => {
  it("takes the median of each, its spread and its speed", async () => {
    // The first call is checked, the second finds the batch.
    const { ours } = await rowsOf([fake({ name: "ours", clock, ms: [99, 99, 30, 10, 20] })]);
    expect(ours).toMatchObject({ work: "matmul 5×7×6", outcome: "measured", reason: null, deviceMs: null });
    expect(ours).toMatchObject({ medianMs: 20, spread: [10, 30], ratio: 1, ratios: { ours: 1 } });
    expect(ours!.gflops).toBeCloseTo((2 * 5 * 7 * 6) / 0.02 / 1e9, 12);
    expect(ours!.error).toBeLessThan(ours!.bound!);
  });

  it("gives the median of the rounds' own ratios, not the ratio of medians", async () => {
    const { peer } = await rowsOf([
      fake({ name: "ours", clock, ms: [9, 9, 10, 20, 40] }),
      fake({ name: "peer", clock, ms: [9, 9, 10, 80, 50] }),
    ]);
    // Rounds 1, 4 and 1.25; medians 50 / 20 would be 2.5.
    expect(peer!.ratio).toBe(1.25);
  });

  it("refers to the first of ours that was measured, and gives each", async () => {
    const first = fake({ name: "first", clock, noMatmul: true });
    const second = fake({ name: "second", clock, ms: [10] });
    const peer = fake({ name: "peer", clock, ms: [25] });
    const reference = (): never => expect.fail("no signal work here");
    const { rows } = await runBench({
      works: [WORK],
      ours: [first, second],
      peers: [peer],
      reference,
      clock: clock.read,
    });
    expect(rows.map(({ outcome, ratio, ratios }) => ({ outcome, ratio, ratios }))).toEqual([
      { outcome: "absent", ratio: null, ratios: {} },
      { outcome: "measured", ratio: 1, ratios: { second: 1 } },
      { outcome: "measured", ratio: 2.5, ratios: { second: 2.5 } },
    ]);
    expect(rows[0]!.reason).toBe("first does not do this work.");
  });

  it("lets each begin a round in turn", async () => {
    const diary: Diary = [];
    await rowsOf(["a", "b", "c"].map((name) => fake({ name, clock, diary })));
    const rounds = diary.filter((line) => line.includes("run")).slice(6);
    expect(rounds.map((line) => line[0]).join("")).toBe("abcbcacab");
  });

  it("times batches of at least 2 ms, and gives the time of one", async () => {
    const diary: Diary = [];
    const { quick } = await rowsOf([fake({ name: "quick", clock, diary, ms: [0.125] })]);
    expect(quick!.medianMs).toBe(0.125);
    const last = diary.filter((line) => line.includes("run")).at(-1)!;
    expect(Number(last.split(" ")[2]) * 0.125).toBeGreaterThanOrEqual(2);
  });

  it("believes an implementation that keeps time itself, and reads the device's clock", async () => {
    const { ours, other } = await rowsOf([
      fake({ name: "ours", clock, ms: [10], deviceMs: 7 }),
      fake({ name: "other", clock, ms: [50], ownMs: 20 }),
    ]);
    expect(ours).toMatchObject({ medianMs: 10, deviceMs: 7 });
    expect(other).toMatchObject({ medianMs: 20, ratio: 2, deviceMs: null });
  });

  it("spends the budget and no more, but three rounds at least", async () => {
    const timesOf = async (budgetMs: number): Promise<number> => {
      const diary: Diary = [];
      await rowsOf([fake({ name: "a", clock, diary, ms: [100] })], { rounds: 50, budgetMs });
      return diary.filter((line) => line.includes("run")).length - 2;
    };
    expect([await timesOf(1000), await timesOf(1), await timesOf(1e9)]).toEqual([10, 3, 50]);
  });

  it("tells rows, progress and versions", async () => {
    const told: string[] = [];
    const fractions: number[] = [];
    const { versions, rounds } = await runBench(
      {
        works: [WORK, matmulWork(2, 2, 2)],
        ours: [fake({ name: "ours", clock })],
        peers: [],
        reference: () => expect.fail("no signal work here"),
        rounds: 4,
        clock: clock.read,
      },
      { onRow: ({ work }) => void told.push(work), onProgress: (fraction) => void fractions.push(fraction) },
    );
    expect({ told, versions, rounds }).toEqual({
      told: ["matmul 5×7×6", "matmul 2³"],
      versions: { ours: "ours 1" },
      rounds: 4,
    });
    expect(fractions.toSorted((a, b) => a - b)).toEqual(fractions);
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
  });
});
