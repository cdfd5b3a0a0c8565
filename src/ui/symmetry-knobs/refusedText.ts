import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { NumberKnob } from "../number-knob/number-knob.ts";
import { isSameTraining } from "../symmetry-lab/shownRuns.ts";

/** Knobs of a configuration. */
interface Knobs extends ReactiveControllerHost {
  readonly config: SymmetryConfig;
  readonly renderRoot: ParentNode;
}

/** A text that a field does not allow. */
interface Refused {
  readonly name: string;
  readonly text: string;
  readonly error: string;
}

/**
 * What a person typed last that its field does not allow: it stays until a text is taken, the training becomes another,
 * or a step through the history. That the runs go on is no reason to lose it.
 */
export class RefusedText implements ReactiveController {
  readonly #knobs: Knobs;
  #refused: Refused | null = null;
  /** The configuration that the knobs held last. */
  #config: SymmetryConfig | null = null;

  constructor(knobs: Knobs) {
    this.#knobs = knobs;
    knobs.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("popstate", this.#onPopState);
  }

  hostDisconnected(): void {
    window.removeEventListener("popstate", this.#onPopState);
  }

  hostUpdate(): void {
    const { config } = this.#knobs;
    if (this.#config !== null && !isSameTraining(this.#config, config)) this.#refused = null;
    this.#config = config;
  }

  /** The text that the field of this name refused last; null where it did not. */
  of(name: string): Refused | null {
    return this.#refused?.name === name ? this.#refused : null;
  }

  keep(refused: Refused): void {
    this.#refused = refused;
    this.#knobs.requestUpdate();
  }

  forget(): void {
    this.#refused = null;
    this.#knobs.requestUpdate();
  }

  #onPopState = (): void => {
    this.forget();
    for (const knob of this.#knobs.renderRoot.querySelectorAll<NumberKnob>("number-knob")) knob.reset();
  };
}
