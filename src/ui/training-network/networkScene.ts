import type { LayerParameters } from "../../model/training.ts";
import type { NetworkLayout, UnitPlace } from "./networkLayout.ts";
import type { NetworkLines } from "./networkLines.ts";

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
