import type { LayerRow, SignalReport } from "./signalReport.ts";

/** Where numbers of one kind would leave plain float32: a layer, or null where none does. */
export interface Float32Ends {
  /** Some value is 2^128 or more, which float32 calls infinite. */
  readonly overflow: number | null;
  /** The sum of squared deviations is above float32's largest number: a plainly computed std prints inf. */
  readonly squaresOverflow: number | null;
  /** Every value is below 2^-149, float32's smallest number: all become 0. */
  readonly vanish: number | null;
}

export interface Float32Limit {
  /** The first such layer on the way forward. */
  readonly forward: Float32Ends;
  /** The first such layer on the way back, and so the one with the highest index; all below it are lost as well. */
  readonly gradient: Float32Ends;
  /** True where the units overflow on the way forward, so that no gradient is a number. */
  readonly everyGradientLost: boolean;
}

const OVERFLOW_EXPONENT = 128;
const SMALLEST_EXPONENT = -149;
const LOG10_MAX = Math.log10(3.4028234663852886e38);

/** Where plain float32, without the powers of two carried here, would have ended. */
export function float32Limit({ config, forward, gradient }: SignalReport): Float32Limit {
  const { width, samples, gradientSamples } = config;
  const ends = endsOf(forward, ({ layer }) => (layer === 0 ? 1 : width) * samples);
  return {
    forward: ends,
    gradient: endsOf(gradient.toReversed(), () => width * gradientSamples),
    everyGradientLost: ends.overflow !== null,
  };
}

/** The first layer of each kind, rows in the order in which they are computed. */
function endsOf(rows: readonly LayerRow[], values: (row: LayerRow) => number): Float32Ends {
  const first = (test: (row: LayerRow) => boolean): number | null => rows.find(test)?.layer ?? null;
  return {
    overflow: first(({ peakExponent }) => peakExponent !== null && peakExponent >= OVERFLOW_EXPONENT),
    squaresOverflow: first((row) => row.log10Std !== null && Math.log10(values(row)) + 2 * row.log10Std > LOG10_MAX),
    vanish: first(({ peakExponent }) => peakExponent !== null && peakExponent < SMALLEST_EXPONENT),
  };
}
