import { describe, expect, it } from "vitest";
import type { BenchMachine, BenchOptions } from "../../src/bench/benchMachine.ts";
import type { BenchReport } from "../../src/bench/report.ts";
import { BenchRun } from "../../src/ui/bench-lab/benchRun.ts";
import { DEFAULT_VIEW } from "../../src/ui/bench-lab/benchView.ts";
import { PEAKS, benchRow } from "../support/benchRows.ts";

const STATUS = { adapter: "Acme 1", software: false, reason: null };
const ROWS = [benchRow("one", "initscope-gpu"), benchRow("two", "initscope-gpu")];
const REPORT: BenchReport = { adapter: "Acme 1", software: false, date: "d", rounds: 7, versions: {}, rows: ROWS };

function machineOf(change: Partial<BenchMachine> = {}): BenchMachine {
  return {
    status: () => Promise.resolve(STATUS),
    peaks: ({ onProgress } = {}) => {
      onProgress?.(0.5, "Measuring bandwidth.");
      return Promise.resolve({ ...STATUS, peaks: PEAKS });
    },
    run: (_request, { onProgress, onRow } = {}) => {
      ROWS.forEach((row) => onRow?.(row));
      onProgress?.(0.5, "Half.");
      return Promise.resolve(REPORT);
    },
    clearTuning: () => Promise.resolve(),
    ...change,
  };
}

/** A run that tells one row and then waits for its signal. */
function waitingRun(_request: unknown, { signal, onRow }: BenchOptions = {}): Promise<BenchReport> {
  onRow?.(ROWS[0]!);
  return new Promise((_, reject) => {
    signal!.addEventListener("abort", () => {
      // Too late to count.
      onRow?.(ROWS[1]!);
      reject(signal!.reason as Error);
    });
  });
}

function controller(): BenchRun {
  const host = { addController() {}, removeController() {}, requestUpdate() {}, updateComplete: Promise.resolve(true) };
  return new BenchRun(host);
}

async function opened(machine: BenchMachine, connect = () => Promise.resolve(machine)): Promise<BenchRun> {
  const run = controller();
  await run.open(connect);
  return run;
}

describe("a run of the bench", () => {
  it("asks for the adapter when it is opened, and measures nothing", async () => {
    const never = (): never => expect.unreachable("nothing runs by itself");
    const run = await opened(machineOf({ peaks: never, run: never }));
    expect(run.status).toEqual(STATUS);
    expect([run.running, run.results, run.failure]).toEqual([false, null, ""]);
  });

  it("measures the peaks, then the rows, and ends with the report", async () => {
    const run = await opened(machineOf());
    await run.start(DEFAULT_VIEW);
    expect(run.results).toMatchObject({
      works: DEFAULT_VIEW.works,
      rows: ROWS,
      report: REPORT,
      machine: { peaks: PEAKS },
    });
    expect([run.running, run.progress, run.sentence, run.failure]).toEqual([false, 0.55, "Half.", ""]);
  });

  it("keeps the rows so far when it is stopped, and takes no later one", async () => {
    const run = await opened(machineOf({ run: waitingRun }));
    const ended = run.start(DEFAULT_VIEW);
    await expect.poll(() => run.results?.rows.length).toBe(1);
    run.stop();
    await ended;
    expect(run.results).toMatchObject({ rows: [ROWS[0]], report: null });
    expect([run.running, run.stopped, run.failure]).toEqual([false, true, ""]);
    run.dismiss();
    expect(run.stopped).toBe(false);
  });

  it("takes no row that comes after the report", async () => {
    let late: (() => void) | undefined;
    const run = await opened(
      machineOf({
        run: (_request, { onRow } = {}) => {
          late = () => onRow?.(ROWS[1]!);
          return Promise.resolve(REPORT);
        },
      }),
    );
    await run.start(DEFAULT_VIEW);
    late!();
    expect(run.results?.rows).toEqual(ROWS);
  });

  it("says why it failed, and runs again", async () => {
    let calls = 0;
    const failing = machineOf({
      run: (...words) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error("The device was lost.")) : machineOf().run(...words);
      },
    });
    const run = await opened(failing);
    await run.start(DEFAULT_VIEW);
    expect([run.failure, run.running]).toEqual(["The device was lost.", false]);
    await run.start(DEFAULT_VIEW);
    expect([run.failure, run.results?.report]).toEqual(["", REPORT]);
  });

  it("measures the rows where the adapter's limits could not be had", async () => {
    const run = await opened(machineOf({ peaks: () => Promise.reject(new Error("The device was lost.")) }));
    await run.start(DEFAULT_VIEW);
    expect(run.results).toMatchObject({ rows: ROWS, machine: { peaks: null, reason: "The device was lost." } });
    expect(run.failure).toBe("");
  });

  it("does not begin twice", async () => {
    let runs = 0;
    const counted: BenchMachine["run"] = (...words) => {
      runs += 1;
      return machineOf().run(...words);
    };
    const run = await opened(machineOf({ run: counted }));
    await Promise.all([run.start(DEFAULT_VIEW), run.start(DEFAULT_VIEW)]);
    expect(runs).toBe(1);
  });

  it("outlives a look at another lab", async () => {
    const connect = (): Promise<BenchMachine> => Promise.resolve(machineOf());
    const before = await opened(machineOf(), connect);
    await before.start(DEFAULT_VIEW);
    const after = controller();
    await after.open(connect);
    expect(after.results).toBe(before.results);
  });

  it("says on return that leaving the lab stopped it, until that is read", async () => {
    const machine = machineOf({ run: waitingRun });
    const connect = (): Promise<BenchMachine> => Promise.resolve(machine);
    const left = await opened(machine, connect);
    const ended = left.start(DEFAULT_VIEW);
    await expect.poll(() => left.results?.rows.length).toBe(1);
    left.stop();
    await ended;
    const back = await opened(machine, connect);
    expect([back.running, back.stopped, back.failure, back.results?.rows]).toEqual([false, true, "", [ROWS[0]]]);
    back.dismiss();
    expect((await opened(machine, connect)).stopped).toBe(false);
  });

  it("connects again after a worker that could not be loaded", async () => {
    let tries = 0;
    const connect = (): Promise<BenchMachine> => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("No worker.")) : Promise.resolve(machineOf());
    };
    const run = await opened(machineOf(), connect);
    expect([run.failure, run.status]).toEqual(["No worker.", null]);
    await run.start(DEFAULT_VIEW);
    expect([run.failure, run.results?.rows]).toEqual(["", ROWS]);
  });

  it("says whether the tuning was cleared", async () => {
    expect(await (await opened(machineOf())).clearTuning()).toBe(true);
    const run = await opened(machineOf({ clearTuning: () => Promise.reject(new Error("Storage is off.")) }));
    expect([await run.clearTuning(), run.failure]).toEqual([false, "Storage is off."]);
  });
});
