import type { FanMode, Framework } from "../../model/initializer.ts";
import { type Fans, fanOf } from "./fans.ts";

/** Var(weight) = gain² / fan. */
export interface Variance {
  readonly gain: number;
  readonly mode: FanMode;
}

/** What a variance asks of each distribution. */
export interface VarianceScale {
  /** Of the uniform distribution on [-bound, bound). */
  readonly bound: number;
  readonly std: number;
  /** Of the normal distribution whose part within two of these has the deviation `std`; null where nothing is cut. */
  readonly cutStd: number | null;
}

/** The standard deviation of N(0, 1) cut at ±2. */
const CUT_STD = 0.87962566103423978;
const { fround } = Math;

/**
 * std = gain / sqrt fan and bound = sqrt 3 std, in the order and precision of each framework, on which last digits
 * depend: torch.nn.init, keras.initializers.VarianceScaling, jax.nn.initializers.variance_scaling.
 */
export function varianceScale(framework: Framework, { gain, mode }: Variance, fans: Fans): VarianceScale {
  const fan = fanOf(mode, fans);
  if (framework === "tensorflow" || framework === "keras3") {
    const scale = squareOf(gain) / fan;
    const std = Math.sqrt(scale);
    return { bound: Math.sqrt(3 * scale), std, cutStd: std / CUT_STD };
  }
  if (framework === "jax") {
    const variance = fround(squareOf(gain) / fan);
    const std = fround(Math.sqrt(variance));
    return { bound: fround(Math.sqrt(fround(3 * variance))), std, cutStd: fround(std / fround(CUT_STD)) };
  }
  // PyTorch's Xavier functions write sqrt(2 / (fanIn + fanOut)), its Kaiming functions gain / sqrt fan.
  const std = mode === "fan_avg" ? gain * Math.sqrt(2 / (fans.fanIn + fans.fanOut)) : gain / Math.sqrt(fan);
  return { bound: Math.sqrt(3) * std, std, cutStd: null };
}

/** He's gain is the root of the scale 2, which its square would miss by a bit. */
function squareOf(gain: number): number {
  return gain === Math.SQRT2 ? 2 : gain ** 2;
}
