/** Nonlinearities for which a gain is recommended. */
export const GAIN_NONLINEARITIES = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu"] as const;

export type GainNonlinearity = (typeof GAIN_NONLINEARITIES)[number];

/**
 * The factor that keeps a signal's variance through a nonlinearity: PyTorch's `calculate_gain`.
 * `slope` is the leaky ReLU's, for negative inputs.
 */
export function recommendedGain(nonlinearity: GainNonlinearity, slope = 0.01): number {
  switch (nonlinearity) {
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.SQRT2;
    case "leaky_relu":
      return Math.sqrt(2 / (1 + slope ** 2));
    case "selu":
      return 3 / 4;
    default:
      return 1;
  }
}
