import type { CriticalVariance, MeanField, Phase } from "../../model/meanField.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";

export const CODE_FRAMEWORKS = ["numpy", "pytorch", "keras", "jax"] as const;
export type CodeFramework = (typeof CODE_FRAMEWORKS)[number];

/** Layers of a network that is made critical, input and output among them, and units of one at most. */
export const FEWEST_LAYERS = 2;
export const MOST_LAYERS = 1002;
export const MOST_UNITS = 1_000_000;

/** "Make my network critical". */
export interface CriticalRequest {
  readonly activation: NonlinearityId;
  /** σ_b², of every layer. */
  readonly sigmaB2: number;
  /** Units of each layer, the input first and the output last. */
  readonly layers: readonly number[];
}

/** How a layer starts at the critical point. */
export interface CriticalLayer {
  readonly fanIn: number;
  readonly fanOut: number;
  readonly weightVariance: number;
  readonly weightStd: number;
  /** √σ_w² against LeCun's variance 1 / fanIn, the gain of torch.nn.init. */
  readonly gain: number;
}

/** A framework's default dense layer, judged for this nonlinearity, these widths and this depth. */
export interface AuditRow {
  readonly framework: string;
  /** Such as "Glorot uniform". */
  readonly initializer: string;
  readonly sigmaW2: number;
  readonly sigmaB2: number;
  readonly meanField: MeanField;
  /** log10 of the factor between the first and the last hidden layer's gradient (its root mean square): steps · log10 √chi1. */
  readonly log10Gradient: number | null;
  /** Hidden layers less one. */
  readonly steps: number;
  /** Theory's, but critical also where the gradient over all steps changes by 1 % at the most. */
  readonly phase: Phase;
  /** One sentence: what happens. */
  readonly verdict: string;
  /** One sentence: what to do; null where nothing need be done. */
  readonly fix: string | null;
}

export interface CriticalReport {
  readonly request: CriticalRequest;
  readonly critical: CriticalVariance;
  /** The σ_w² to take: the smallest critical one that keeps the signal, else the smallest; null where there is none. */
  readonly recommended: number | null;
  /** What that one does not keep, with numbers; null where it keeps the signal, or there is none. */
  readonly catch: string | null;
  /**
   * log10 of what theory by layer makes of the gradient's root mean square there, from the last to the first hidden
   * layer; null where there is no value.
   */
  readonly log10Gradient: number | null;
  /** Theory at the recommended value; null where there is none. */
  readonly meanField: MeanField | null;
  readonly layers: readonly CriticalLayer[];
  /** How deep a network trains there, in layers: about 6 xi_c; null where xi_c is infinite. */
  readonly depthLimit: number | null;
  /** Programs that make these weights; empty where there is no critical value. */
  readonly code: Readonly<Partial<Record<CodeFramework, string>>>;
  readonly audit: readonly AuditRow[];
}
