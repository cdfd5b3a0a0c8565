import type { NonlinearityId } from "./nonlinearity.ts";

/** A network of infinite width: weights N(0, sigmaW2 / fanIn), biases N(0, sigmaB2). */
export interface MeanFieldPoint {
  readonly activation: NonlinearityId;
  /** σ_w², a finite number from 0 on. */
  readonly sigmaW2: number;
  /** σ_b², a finite number from 0 on. */
  readonly sigmaB2: number;
}

export type Phase = "ordered" | "critical" | "chaotic";

/**
 * What becomes of signals and gradients deep in the network. Null where a quantity is infinite or does not exist.
 *
 * Poole et al. 2016, eqs. 3 to 7; Schoenholz et al. 2017, eqs. 7 to 9.
 */
export interface MeanField {
  /** Where iterating q′ = σ_w² E[φ(√q z)²] + σ_b² from q = 1 leads: 0 where the signal dies, null where it grows for ever. */
  readonly qStar: number | null;
  /** σ_w² E[φ′(√q* z)²]: the factor of the gradient's mean square a layer; in the limit where q* is 0 or infinite. */
  readonly chi1: number | null;
  /** The stable fixed point of the correlation of two inputs. */
  readonly cStar: number | null;
  /** Layers in which 1/e of what sets two correlations apart is left; null where it is infinite. */
  readonly xiC: number | null;
  /** Layers in which 1/e of a difference of q from q* is left; null where it is infinite. */
  readonly xiQ: number | null;
  /** An estimate of the largest relative error among the quantities above. */
  readonly error: number;
  readonly phase: Phase;
  /** A sentence where one of the quantities has no number: what happens instead. Null where all have. */
  readonly reason: string | null;
}

/** The values of σ_w² at which chi1 = 1 for a σ_b². */
export interface CriticalVariance {
  /** The smallest; null where there is none. */
  readonly sigmaW2: number | null;
  /** Relative, the largest of all values; null where there is none. */
  readonly error: number | null;
  /** Further ones, smallest first. */
  readonly others: readonly number[];
  /** A sentence where there is none. */
  readonly reason: string | null;
}

/** Theory by layer, from an input of mean square 1: entry 0 is the input, entry l the preactivations of layer l. */
export interface MeanFieldProfile {
  /** ln E[z²]. */
  readonly lnQ: readonly number[];
  /** Correlation of two inputs that begin at `correlation`. */
  readonly c: readonly number[];
  /** ln of E[h²] over the input's mean square. */
  readonly lnM: readonly number[];
  /** ln of the gradient's mean square with respect to h_l over that of the last layer's. */
  readonly lnGradient: readonly number[];
}
