import { BoundaryScreen } from "./boundaryScreen.ts";
import { CpuTrainers } from "./cpu/training/cpuTrainers.ts";
import { float32Rounding } from "./cpu/training/float32Rounding.ts";
import type { EngineStatus, PictureTheme } from "./experiments/lab.ts";
import { accuracyOf } from "./experiments/training/accuracy.ts";
import { networkSymmetry } from "./experiments/training/layerSymmetry.ts";
import { type References, checkTraining } from "./experiments/training/trainingCheck.ts";
import type { SymmetryConfig } from "./experiments/training/trainingConfig.ts";
import type {
  RunFrame,
  Side,
  TrainingCheck,
  TrainingFrame,
  TrainingOpened,
} from "./experiments/training/trainingLab.ts";
import { GpuTrainers } from "./gpu/training/gpuTrainers.ts";
import type { RunOptions } from "./model/engine.ts";
import type { Trainers } from "./model/training.ts";
import { NumberedCalls } from "./numberedCalls.ts";
import type { Listener } from "./theoryMachine.ts";
import type { TrainingPair } from "./trainingPair.ts";
import { TrainingSession } from "./trainingSession.ts";
import { WorkerEngines, kept } from "./workerEngines.ts";

/** What the page asks of a frame. */
export interface FrameRequest {
  /** The iteration up to which the page has the losses. */
  readonly since: number;
  /** Whether ranks are wanted. */
  readonly ranks: boolean;
  /** True where the canvases keep what is on them. */
  readonly unpainted?: boolean;
}

const PLAIN_FRAME: FrameRequest = { since: 0, ranks: false };

const REFERENCES: References = {
  reference: new CpuTrainers(),
  shaken: (seed) => new CpuTrainers(float32Rounding(seed)),
};

/** The machine behind the Symmetry lab: owns its engines and a pair of runs, which one call at a time moves. */
export class TrainingMachine {
  readonly #engines: WorkerEngines;
  readonly #calls = new NumberedCalls();
  readonly #trainers = kept<Trainers>(
    (context) => new GpuTrainers(context),
    () => new CpuTrainers(),
  );
  readonly #screens: [BoundaryScreen | null, BoundaryScreen | null] = [null, null];
  #theme: PictureTheme = "light";
  #session: TrainingSession | null = null;
  /** The call before, whose end each waits for: all move the same runs. */
  #before: Promise<unknown> = Promise.resolve();

  /** `gpu` is the browser's WebGPU, undefined where it has none. */
  constructor(gpu: GPU | undefined) {
    this.#engines = new WorkerEngines(gpu);
  }

  status(): Promise<EngineStatus> {
    return this.#engines.status();
  }

  onStatus(listener: Listener<EngineStatus>): void {
    this.#engines.onStatus = listener;
  }

  /** Takes over a side's two canvases, in the place of earlier ones; the boundary is painted with the next frame. */
  showBoundary(side: Side, gpu: OffscreenCanvas, plain: OffscreenCanvas): Promise<void> {
    return this.#queue(async () => {
      this.#screens[side]?.destroy();
      this.#screens[side] = new BoundaryScreen(gpu, plain);
    });
  }

  /** Paints the boundaries of the present parameters in a theme's colours. */
  repaint(theme: PictureTheme): Promise<void> {
    this.#theme = theme;
    return this.#queue(async () => {
      if (this.#session !== null) await this.#frame(this.#session, 0, PLAIN_FRAME, {});
    });
  }

  /** Opens a pair of runs in the place of the one before, which stays where this fails. */
  start(call: number, config: SymmetryConfig, theme: PictureTheme): Promise<TrainingOpened> {
    this.#theme = theme;
    return this.#turn(call, async (options) => {
      const session = await TrainingSession.open(config, options);
      try {
        const frame = await this.#frame(session, 0, { ...PLAIN_FRAME, unpainted: true }, options);
        this.#session?.destroy();
        this.#session = session;
        const { axes, inputs, classes, classNames, extent } = session.data;
        return { data: { axes, inputs, classes, classNames, extent }, frame };
      } catch (error) {
        session.destroy();
        throw error;
      }
    });
  }

  advance(call: number, updates: number, request: FrameRequest): Promise<TrainingFrame> {
    return this.#turn(call, (options) => this.#frame(this.#opened(), updates, request, options));
  }

  reset(call: number, request: FrameRequest): Promise<TrainingFrame> {
    return this.#turn(call, (options) => {
      const session = this.#opened();
      session.restart();
      return this.#frame(session, 0, request, options);
    });
  }

  /** Of the losses known when it is asked; frames go on meanwhile. */
  check(call: number, updates: number): Promise<TrainingCheck> {
    return this.#calls.run(call, async (options) => {
      const { scenes, pair } = this.#opened();
      const losses = [0, 1].map((side) => pair!.losses(side as Side, 0, updates));
      // One that broke is behind the other: the reference must have broken too.
      const asked = { ...options, updates: Math.min(updates, pair!.iteration) };
      const one = await checkTraining(REFERENCES, scenes[0].setup, losses[0]!, asked);
      const other = await checkTraining(REFERENCES, scenes[1].setup, losses[1]!, asked);
      return { iterations: Math.max(...losses.map(({ length }) => length)) - 1, runs: [one, other] };
    });
  }

  cancel(call: number): void {
    this.#calls.cancel(call);
  }

  /** Destroys the device, as a driver reset would. For tests and the curious. */
  loseDevice(): Promise<void> {
    return this.#engines.loseDevice();
  }

  #opened(): TrainingSession {
    if (this.#session === null) throw new Error("Nothing is in training yet: start it first.");
    return this.#session;
  }

  /** The frame after so many updates more, on whichever engine can make them. */
  #frame(
    session: TrainingSession,
    updates: number,
    request: FrameRequest,
    options: RunOptions,
  ): Promise<TrainingFrame> {
    const aim = session.reached + updates;
    return this.#engines.run(session.choice, this.#trainers, async (trainers) => {
      const pair = await session.on(trainers, options);
      const start = performance.now();
      // Short of the aim only where there was no time to make again what a lost engine had made.
      await session.reach(pair, Math.min(aim, session.reached + updates), options);
      const milliseconds = performance.now() - start;
      const one = await this.#runFrame(session, pair, 0, request);
      const other = await this.#runFrame(session, pair, 1, request);
      return { engine: trainers.info, iteration: pair.iteration, runs: [one, other], milliseconds };
    });
  }

  async #runFrame(
    { data, scenes }: TrainingSession,
    pair: TrainingPair,
    side: Side,
    { since, ranks, unpainted = false }: FrameRequest,
  ): Promise<RunFrame> {
    const scene = scenes[side];
    const { network, loss } = scene.setup;
    const state = await pair.state(side);
    const { iteration, parameters, logits } = state;
    const from = Math.min(since + 1, iteration);
    const screen = unpainted ? null : this.#screens[side];
    return {
      iteration,
      from,
      losses: pair.losses(side, from, iteration),
      parameters,
      symmetry: networkSymmetry(network.sizes, parameters, { ranks }),
      accuracy: accuracyOf(logits, data.classes, network, loss),
      brokenAt: pair.runs[side].brokenAt,
      paintedOn: (await screen?.paint(pair.runs[side], state, scene, this.#theme)) ?? null,
    };
  }

  #turn<T>(call: number, work: (options: RunOptions) => Promise<T>): Promise<T> {
    return this.#calls.run(call, (options) =>
      this.#queue(() => {
        options.signal?.throwIfAborted();
        return work(options);
      }),
    );
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#before.then(work);
    this.#before = turn.catch(() => undefined);
    return turn;
  }
}
