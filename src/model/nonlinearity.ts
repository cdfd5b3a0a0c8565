import type { Scaled } from "./scaled.ts";

/** Identifiers in the URL and on the terminal, where φ is called `activation`, as Keras names it. */
export const NONLINEARITY_IDS = [
  "relu",
  "leaky_relu",
  "tanh",
  "sigmoid",
  "erf",
  "gelu",
  "silu",
  "elu",
  "selu",
  "softplus",
  "softsign",
  "hardtanh",
  "sine",
  "identity",
] as const;
export type NonlinearityId = (typeof NONLINEARITY_IDS)[number];

/** φ in float64, with what is known of it where float64 ends. */
export interface Nonlinearity {
  /** The name that people read. */
  readonly label: string;
  /** φ(z) for finite z. */
  value(z: number): number;
  /** φ′(z) for finite z. At a kink the right-hand value, as the notebook takes 1 for ReLU at 0. */
  derivative(z: number): number;
  /** φ(z) with its own power of two, where value(z) underflows; absent where it never does. */
  valueTail?(z: number): Scaled;
  /** φ′(z) with its own power of two, where derivative(z) underflows; absent where it never does. */
  derivativeTail?(z: number): Scaled;
  /** φ(0). */
  readonly atZero: number;
  /** φ′ just below and just above 0: what φ is for tiny z. */
  readonly slopeAtZero: readonly [below: number, above: number];
  /** φ(z) / z as z goes to -infinity and +infinity; 0 where φ stays bounded there. */
  readonly slopeAtInfinity: readonly [below: number, above: number];
}
