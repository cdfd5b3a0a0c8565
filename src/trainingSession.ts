import type { BoundaryScene } from "./boundaryScreen.ts";
import { type MadeData } from "./experiments/training/data/dataSet.ts";
import { makeData } from "./experiments/training/data/makeData.ts";
import { trainingSetup } from "./experiments/training/setup.ts";
import { drawStart } from "./experiments/training/start.ts";
import { assertSymmetryConfig } from "./experiments/training/trainingChecks.ts";
import type { SymmetryConfig } from "./experiments/training/trainingConfig.ts";
import type { TheoryEngine } from "./experiments/theory/theoryConfig.ts";
import type { RunOptions } from "./model/engine.ts";
import type { Trainers } from "./model/training.ts";
import { TrainingPair } from "./trainingPair.ts";

/** How long updates that another engine had made are made again, in milliseconds; past it, the training stands earlier. */
const AGAIN_MS = 5000;

/** What one configuration trains: a pair of runs, on whichever engine is there. Freed by destroy(). */
export class TrainingSession {
  #pair: TrainingPair | null = null;
  /** Updates that the pair had come to when it last rested, on this engine or one before. */
  #reached = 0;
  #choice: TheoryEngine;

  private constructor(
    readonly data: MadeData,
    /** What each side trains and shows. */
    readonly scenes: readonly [BoundaryScene, BoundaryScene],
    choice: TheoryEngine,
  ) {
    this.#choice = choice;
  }

  /** Makes data and draws weights; a ConfigError or LimitError of one sentence where the configuration is refused. */
  static async open(config: SymmetryConfig, options: RunOptions): Promise<TrainingSession> {
    assertSymmetryConfig(config);
    const { samples, noise, seed, layers, starts } = config;
    const data = makeData(config.data, { samples, noise, seed, classes: layers.at(-1)! });
    const scene = async (side: 0 | 1): Promise<BoundaryScene> => {
      const start = await drawStart(config, starts[side], options);
      return { setup: trainingSetup(config, data, start), extent: data.extent };
    };
    return new TrainingSession(data, [await scene(0), await scene(1)], config.engine);
  }

  /** Who may compute. What float64 has taken over it keeps: to and fro, all updates would be made again each time. */
  get choice(): TheoryEngine {
    return this.#choice;
  }

  get reached(): number {
    return this.#reached;
  }

  /** The pair as it stands; null before the first engine has it. */
  get pair(): TrainingPair | null {
    return this.#pair;
  }

  /** The pair on such an engine. On another than before, it makes the same updates again from the same start. */
  async on(trainers: Trainers, options: RunOptions): Promise<TrainingPair> {
    if (this.#pair?.trainers !== trainers) {
      const pair = await TrainingPair.start(trainers, [this.scenes[0].setup, this.scenes[1].setup]);
      this.#pair?.destroy();
      this.#pair = pair;
      if (this.#choice === "auto" && trainers.info.kind === "cpu") this.#choice = "cpu";
    }
    const pair = this.#pair;
    await pair.reach(this.#reached, { ...options, until: performance.now() + AGAIN_MS });
    this.#reached = pair.iteration;
    return pair;
  }

  /** Brings the session's pair to so many updates; an abort leaves it on the way. */
  async reach(pair: TrainingPair, iteration: number, options: RunOptions): Promise<void> {
    try {
      await pair.reach(iteration, options);
    } finally {
      this.#reached = pair.iteration;
    }
  }

  /** Back to iteration 0. */
  restart(): void {
    this.#reached = 0;
    this.#pair?.restart();
  }

  destroy(): void {
    this.#pair?.destroy();
    this.#pair = null;
  }
}
