import type { Ensembles } from "../../model/ensemble.ts";
import { LimitError } from "../../model/limitError.ts";
import { type Pacer, startPacer } from "../../model/pacer.ts";
import type { EnsembleReport } from "./ensembleReport.ts";
import { FanLogs } from "./fan.ts";
import { gradientFanTheory, signalFanTheory } from "./fanTheory.ts";
import type { TheoryConfig } from "./theoryConfig.ts";
import type { EarlyOptions } from "./theoryLab.ts";

/** What the logarithms of all networks and layers may take, in float64. */
const MOST_BYTES = 2 ** 30;
/** Milliseconds between early reports at least, and how much longer a run goes on than a report of it takes. */
const EARLY_MS = 200;
const EARLY_SHARE = 4;

export interface EnsembleRunOptions extends EarlyOptions<EnsembleReport> {
  /** Whether the gradient is wanted, which takes as long again; true by default. */
  readonly gradient?: boolean | undefined;
}

/**
 * M and the gradient by layer over many networks, with what theory says. Early reports are of the networks done so far.
 * Throws a LimitError where the networks' numbers, or one network, would not fit, before anything is drawn.
 */
export async function runEnsemble(
  ensembles: Ensembles,
  config: TheoryConfig,
  { signal, onProgress, onEarly, gradient = true }: EnsembleRunOptions = {},
): Promise<EnsembleReport> {
  assertEnsembleFits(ensembles, config, gradient);
  const start = performance.now();
  const pacer = startPacer({ signal });
  const run = new EnsembleRun(ensembles, config, gradient, start);
  let pending: Promise<void> = Promise.resolve();
  let [due, busy] = [start, false];
  const sendEarly = async (): Promise<void> => {
    const begin = performance.now();
    const report = await run.report(pacer);
    due = performance.now() + Math.max(EARLY_MS, EARLY_SHARE * (performance.now() - begin));
    busy = false;
    onEarly!(report);
  };
  await ensembles.run(config, {
    signal,
    onProgress,
    gradient,
    onPiece: ({ count, lnM, lnGradient }) => {
      run.add(count, lnM, lnGradient);
      if (onEarly === undefined || busy || run.isDone || performance.now() < due) return;
      busy = true;
      pending = sendEarly();
      // An abort is the run's to tell.
      pending.catch(() => undefined);
    },
  });
  await pending;
  return run.report(pacer);
}

/** What has come in so far. */
class EnsembleRun {
  readonly #signal: FanLogs;
  readonly #gradient: FanLogs | null;
  readonly #theory: Pick<EnsembleReport, "signalTheory" | "gradientTheory">;
  #networks = 0;

  constructor(
    readonly ensembles: Ensembles,
    readonly config: TheoryConfig,
    gradient: boolean,
    readonly start: number,
  ) {
    this.#signal = new FanLogs(config.depth, config.networks);
    this.#gradient = gradient ? new FanLogs(config.depth, config.networks) : null;
    this.#theory = { signalTheory: signalFanTheory(config), gradientTheory: gradientFanTheory(config) };
  }

  get isDone(): boolean {
    return this.#networks === this.config.networks;
  }

  add(count: number, lnM: Float64Array, lnGradient: Float64Array | null): void {
    this.#signal.add(lnM, count);
    if (lnGradient !== null) this.#gradient?.add(lnGradient, count);
    this.#networks += count;
  }

  async report(pacer: Pacer): Promise<EnsembleReport> {
    const [networks, done] = [this.#networks, this.isDone];
    const milliseconds = performance.now() - this.start;
    // Together, so that an abort of both is one.
    const [signal, gradient] = await Promise.all([this.#signal.summary(pacer), this.#gradient?.summary(pacer) ?? null]);
    return {
      engine: this.ensembles.info,
      config: this.config,
      networks,
      done,
      milliseconds,
      signal,
      gradient,
      ...this.#theory,
    };
  }
}

/** Throws a LimitError where the run would be refused. Draws and allocates nothing. */
export function assertEnsembleFits(ensembles: Ensembles, config: TheoryConfig, gradient = true): void {
  const { depth, networks } = config;
  const bytes = networks * (depth + 1) * (gradient ? 2 : 1) * Float64Array.BYTES_PER_ELEMENT;
  if (bytes > MOST_BYTES) {
    const gibibytes = (value: number): string => (value / 2 ** 30).toFixed(1).replace(/\.0$/, "");
    throw new LimitError(
      `${networks.toLocaleString("en")} networks of depth ${depth} leave ${gibibytes(bytes)} GiB of numbers to sort; ` +
        `${gibibytes(MOST_BYTES)} GiB are the most. Choose fewer networks or a smaller depth.`,
    );
  }
  ensembles.assertFits(config);
}
