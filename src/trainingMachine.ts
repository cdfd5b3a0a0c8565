import { BoundaryScreen } from "./boundaryScreen.ts";
import { CpuTrainers } from "./cpu/training/cpuTrainers.ts";
import { float32Rounding } from "./cpu/training/float32Rounding.ts";
import type { EngineStatus, PictureTheme } from "./experiments/lab.ts";
import { type References, checkTraining } from "./experiments/training/trainingCheck.ts";
import type { SymmetryConfig } from "./experiments/training/trainingConfig.ts";
import type {
  RunCheck,
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
import { type FrameRequest, runFrame } from "./trainingFrame.ts";
import { TrainingSession } from "./trainingSession.ts";
import { WorkerEngines, kept } from "./workerEngines.ts";

/** A frame that brings no losses but the present one. */
const PRESENT: FrameRequest = { since: Infinity, ranks: false };
/** The same, as fine as it is shown while the runs rest: no other may follow. */
const RESTING: FrameRequest = { since: Infinity, ranks: true };

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

  /** Paints the present boundaries with so many pixels along the canvas that a side's GPU paints on. */
  resizeBoundary(side: Side, pixels: number): Promise<void> {
    return this.#queue(async () => {
      this.#screens[side]?.resize(pixels);
      if (this.#session !== null) await this.#frame(this.#session, 0, RESTING, {});
    });
  }

  /** Paints the boundaries of the present parameters in a theme's colours. */
  repaint(theme: PictureTheme): Promise<void> {
    this.#theme = theme;
    return this.#queue(async () => {
      if (this.#session !== null) await this.#frame(this.#session, 0, RESTING, {});
    });
  }

  /** Opens a pair of runs in the place of the one before, which stays where this fails. */
  start(call: number, config: SymmetryConfig, theme: PictureTheme): Promise<TrainingOpened> {
    this.#theme = theme;
    return this.#turn(call, async (options) => {
      const session = await TrainingSession.open(config, options);
      try {
        // The canvases keep what is on them: a start may be only the way to what is wanted.
        const frame = await this.#frame(session, 0, PRESENT, options, []);
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
      const sides = pair!.checked(updates);
      const checkOf = (side: Side): Promise<RunCheck> => {
        const { losses, updates: asked } = sides[side]!;
        return checkTraining(REFERENCES, scenes[side].setup, losses, { ...options, updates: asked });
      };
      const runs = [await checkOf(0), await checkOf(1)] as const;
      return { iterations: Math.max(...sides.map(({ losses }) => losses.length)) - 1, runs };
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

  /** The frame after so many updates more, on whichever engine can make them, painted on `screens`. */
  #frame(
    session: TrainingSession,
    updates: number,
    request: FrameRequest,
    options: RunOptions,
    screens: readonly (BoundaryScreen | null)[] = this.#screens,
  ): Promise<TrainingFrame> {
    const aim = session.reached + updates;
    return this.#engines.run(session.choice, this.#trainers, async (trainers) => {
      const pair = await session.on(trainers, options);
      const start = performance.now();
      // Short of the aim only where there was no time to make again what a lost engine had made.
      await session.reach(pair, Math.min(aim, session.reached + updates), options);
      const milliseconds = performance.now() - start;
      const side = (own: Side): Promise<RunFrame> =>
        runFrame(
          session,
          pair,
          own,
          request,
          (...shown) => screens[own]?.paint(...shown, this.#theme, request.ranks) ?? null,
        );
      const sides = [side(0), side(1)] as const;
      // Both have ended before a failure of one is told.
      await Promise.allSettled(sides);
      const runs = [await sides[0], await sides[1]] as const;
      return { engine: trainers.info, iteration: pair.iteration, runs, milliseconds };
    });
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
