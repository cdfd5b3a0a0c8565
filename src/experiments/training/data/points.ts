import type { NumpyLegacy } from "../../../random/numpyLegacy.ts";

/** Examples in a plane, each with its class. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly classes: Uint8Array;
}

/** One of the data sets that are made from a seed. */
export interface DataMaker {
  /** Standard deviation of the noise where none is asked for. */
  readonly noise: number;
  /** Name and unit of the two features. */
  readonly axes: readonly [readonly [name: string, unit: string], readonly [name: string, unit: string]];
  /** Whether the features are standardised, as those are that bear units. */
  readonly standardised: boolean;
  classNames(classes: number): readonly string[];
  /** The examples without noise, at least one of each class; only spirals have more than two classes. */
  make(random: NumpyLegacy, samples: number, classes: number): Points;
}

/** The points that `place` names for the examples 0 … samples - 1. */
export function pointsOf(
  samples: number,
  place: (example: number) => readonly [x: number, y: number, ofClass: number],
): Points {
  const points = { x: new Float64Array(samples), y: new Float64Array(samples), classes: new Uint8Array(samples) };
  for (let example = 0; example < samples; example += 1) {
    [points.x[example], points.y[example], points.classes[example]] = place(example);
  }
  return points;
}
