import { LAB_MOST } from "../../experiments/training/trainingConfig.ts";
import type { PlayerAction } from "./symmetryEvents.ts";
import { Watch } from "./watch.ts";

/** Where a person wants two runs to be, and how they are to get there. */
export class RunIntent {
  /** The number of updates that the runs are led to. */
  aim = 0;
  playing = false;
  /** True on a long way to the aim, which there is time to end. */
  far = false;
  /** True where the way leads over the start. */
  resets = false;
  /** True where a person has moved the runs, and they have not come to rest. */
  moved = false;
  /** Where playing is a watch, with an end. */
  watch: Watch | null = null;
  /** True where a person was sent to the aim, and not on from it. */
  #exact = false;
  /** The iterations that were last asked for by a configuration; null where the next one's hold in any case. */
  #told: number | null = null;

  /** Takes what a configuration says of its iterations; true where that is not what was said before. */
  hear(iterations: number): boolean {
    const isNew = iterations !== this.#told;
    this.#told = iterations;
    return isNew;
  }

  /** Another training, which starts by itself. */
  begin(iterations: number): void {
    this.aim = iterations;
    this.resets = false;
  }

  /** To so many updates, and not on from there; `made` are made, null where no training is open. */
  runTo(iteration: number, made: number | null): void {
    this.#exact = true;
    this.aim = iteration;
    this.resets = made !== null && iteration < made;
  }

  /** As the player asks, where `made` updates are made; null where no training is open. */
  act(action: PlayerAction, made: number | null): void {
    const here = made ?? this.aim;
    // On a long way a person steps from what is on show, not from where the way leads.
    const from = this.far ? here : this.aim;
    this.moved = true;
    this.#exact = false;
    this.watch = action.kind === "watchTo" ? new Watch(action.iteration) : null;
    this.playing = action.kind === "play" || action.kind === "watchTo";
    this.far = false;
    if (action.kind === "pause") this.aim = here;
    if (action.kind === "step") this.aim = Math.min(LAB_MOST.iterations, from + action.updates);
    if (action.kind === "reset") this.runTo(0, made);
    if (action.kind === "runTo") this.runTo(action.iteration, made);
    if (action.kind === "watchTo") {
      this.runTo(0, made);
      // And on from there, also where the way from the start to some other end is under way.
      this.#exact = false;
      this.resets = true;
    }
  }

  /**
   * The runs have come to so many updates. A pause comes while updates are on their way; where another place was asked
   * for meanwhile, that is the aim.
   */
  reach(iteration: number): void {
    if (this.resets || iteration <= this.aim) return;
    if (this.#exact) this.resets = true;
    else this.aim = iteration;
  }

  /** No update follows by itself. */
  stop(): void {
    this.playing = false;
    this.far = false;
  }

  /** Forgets where a person has led the runs: the configuration that is heard next says where they are to be. */
  forget(): void {
    this.stop();
    this.moved = false;
    this.#told = null;
  }
}
