import type { LayerParameters } from "../../model/training.ts";
import type { NetworkLayout, UnitPlace } from "./networkLayout.ts";
import type { NetworkLines } from "./networkLines.ts";

/** The theme's colours and type, read where the drawing stands. */
export interface NetworkInk {
  /** Of levels -LEVELS … LEVELS. */
  readonly colours: readonly string[];
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  /** Of a line that stands for no weight. */
  readonly none: string;
  readonly focus: string;
  readonly family: string;
  /** Pixels of a label. */
  readonly size: number;
}

/** All that one drawing shows. */
export interface NetworkScene {
  readonly sizes: readonly number[];
  readonly layout: NetworkLayout;
  readonly ends: Float32Array;
  readonly lines: NetworkLines;
  readonly parameters: readonly LayerParameters[];
  /** The group of every unit, one list a layer from the first behind the inputs. */
  readonly groups: readonly (readonly number[])[];
  /** The end of the colour scale. */
  readonly scale: number;
  readonly inputs: readonly string[];
  readonly chosen: UnitPlace | null;
}
