import type { EngineInfo } from "../../model/engine.ts";
import type { MeanFieldProfile } from "../../model/meanField.ts";
import type { TheoryConfig } from "./theoryConfig.ts";

/** One layer over the networks measured. */
export interface ProfileLayer {
  readonly layer: number;
  /**
   * Median over networks of ln q, q the preactivations' mean square (entry 0: the input's): the typical network, which no
   * large one rules. Null where half of the networks or more are silent.
   */
  readonly lnQ: number | null;
  /** Smallest and largest ln q among the networks that are not silent. */
  readonly lnQRange: readonly [low: number, high: number] | null;
  /** Mean correlation of the two inputs, over the networks that have one. */
  readonly c: number | null;
  readonly cRange: readonly [low: number, high: number] | null;
}

/** q and c by layer, measured in real networks, beside theory's curves. */
export interface ProfileReport {
  readonly engine: EngineInfo;
  readonly config: TheoryConfig;
  readonly networks: number;
  readonly milliseconds: number;
  readonly layers: readonly ProfileLayer[];
  readonly theory: MeanFieldProfile;
}
