import type { ReactiveControllerHost } from "lit";
import type { BenchMachine, BenchStatus, MeasuredMachine } from "../../bench/benchMachine.ts";
import type { BenchReport, BenchRow } from "../../bench/report.ts";
import type { Work } from "../../bench/work.ts";
import type { BenchView } from "./benchView.ts";
import type { Found } from "./benchVerdict.ts";

/** Starts the bench's own worker. */
export type ConnectBench = () => Promise<BenchMachine>;

/** What outlives the lab's element, so that a look at another lab loses no results, and says that it ended a run. */
interface Session {
  machine: Promise<BenchMachine> | null;
  status: BenchStatus | null;
  results: Results | null;
  /** The last run was ended by a person: by Stop, or by leaving the lab. */
  stopped: boolean;
}

/** What one run has found so far. */
export interface Results {
  readonly works: readonly Work[];
  readonly rounds: number;
  readonly machine: MeasuredMachine;
  readonly rows: readonly BenchRow[];
  /** Null until the run has ended of itself. */
  readonly report: BenchReport | null;
}

/** The adapter's own limits take the first part of a run. */
const PEAKS_SHARE = 0.1;

const SESSIONS = new WeakMap<ConnectBench, Session>();

/** Runs the bench when it is told to; nothing else does. */
export class BenchRun {
  running = false;
  /** Done, from 0 to 1. */
  progress = 0;
  /** What is being done, for people. */
  sentence = "";
  /** Why the last run, or the machine, failed; "" where neither did. */
  failure = "";

  #session: Session = newSession();
  #connect: ConnectBench | null = null;
  #abort = new AbortController();

  constructor(readonly host: ReactiveControllerHost) {}

  get status(): BenchStatus | null {
    return this.#session.status;
  }

  get results(): Results | null {
    return this.#session.results;
  }

  /** True where a person ended the last run. */
  get stopped(): boolean {
    return this.#session.stopped;
  }

  /** Takes the machine, with what it found before, and asks for its adapter. */
  async open(connect: ConnectBench): Promise<void> {
    this.#connect = connect;
    this.#session = SESSIONS.get(connect) ?? newSession();
    SESSIONS.set(connect, this.#session);
    await this.#guarded(async () => {
      this.#session.status ??= await (await this.#machine()).status();
    });
  }

  async start(view: BenchView): Promise<void> {
    if (this.running) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#session.stopped = false;
    Object.assign(this, { running: true, failure: "", progress: 0, sentence: "Getting ready." });
    this.host.requestUpdate();
    await this.#guarded(() => this.#measure(view, signal));
    this.running = false;
    this.host.requestUpdate();
  }

  /** Ends the run; its rows so far stay. */
  stop(): void {
    if (!this.running) return;
    this.#session.stopped = true;
    this.#abort.abort();
  }

  /** Forgets which kernels were found fastest. True where that went well. */
  async clearTuning(): Promise<boolean> {
    return this.#guarded(async () => (await this.#machine()).clearTuning());
  }

  /** What happened has been read. */
  dismiss(): void {
    this.#session.stopped = false;
    this.failure = "";
    this.host.requestUpdate();
  }

  async #measure({ works, against, rounds }: BenchView, signal: AbortSignal): Promise<void> {
    const machine = await this.#machine();
    const measured = await this.#peaks(machine, signal);
    const keep = (rows: readonly BenchRow[], report: BenchReport | null): void => {
      this.#session.results = { works, rounds, machine: measured, rows, report };
      this.host.requestUpdate();
    };
    this.#session.status = measured;
    keep([], null);
    // Rows travel apart from the report, and may come after it.
    let isOver = false;
    const report = await machine.run(
      { works, against, rounds },
      {
        signal,
        onProgress: (fraction, sentence) =>
          this.#onProgress(PEAKS_SHARE + fraction * (1 - PEAKS_SHARE), sentence, signal),
        onRow: (row) => {
          if (!signal.aborted && !isOver) keep([...this.#session.results!.rows, row], null);
        },
      },
    );
    signal.throwIfAborted();
    isOver = true;
    keep(report.rows, report);
  }

  /** The adapter's limits; where they cannot be had, the rows are measured all the same. */
  async #peaks(machine: BenchMachine, signal: AbortSignal): Promise<MeasuredMachine> {
    try {
      return await machine.peaks({
        signal,
        onProgress: (fraction, sentence) => this.#onProgress(fraction * PEAKS_SHARE, sentence, signal),
      });
    } catch (error) {
      const status = await machine.status();
      return { ...status, peaks: null, reason: status.reason ?? messageOf(error) };
    } finally {
      signal.throwIfAborted();
    }
  }

  #onProgress(fraction: number, sentence: string, signal: AbortSignal): void {
    if (signal.aborted) return;
    Object.assign(this, { progress: fraction, sentence });
    this.host.requestUpdate();
  }

  #machine(): Promise<BenchMachine> {
    if (this.#connect === null) throw new Error("The bench is not connected to its machine: reload the page.");
    // A worker whose script did not load may load the next time.
    const machine = this.#session.machine ?? this.#connect();
    this.#session.machine = machine;
    machine.catch(() => (this.#session.machine = null));
    return machine;
  }

  /** Does `work`; an error that no abort explains becomes a sentence. True where there was none. */
  async #guarded(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!this.stopped) this.failure = messageOf(error);
      return false;
    } finally {
      this.host.requestUpdate();
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function newSession(): Session {
  return { machine: null, status: null, results: null, stopped: false };
}

/** What the verdict is about. */
export function foundIn({ works, machine, rows }: Results): Found {
  const { adapter, software, peaks } = machine;
  return { adapter, software, works, rows, peaks };
}
