import type { Pacer } from "../../model/pacer.ts";
import { type FanLayer, FAN_SHARES } from "./ensembleReport.ts";

/** Below this a float64 loses digits. */
const SMALLEST_NORMAL = 2 ** -1022;

/** The logarithms of one quantity of every network, layer by layer, as they come in. */
export class FanLogs {
  readonly #layers: readonly Float64Array[];
  #count = 0;

  constructor(depth: number, networks: number) {
    this.#layers = Array.from({ length: depth + 1 }, () => new Float64Array(networks));
  }

  /** Adds networks, (count, depth + 1) row-major. */
  add(logs: Float64Array, count: number): void {
    const stride = this.#layers.length;
    for (const [layer, own] of this.#layers.entries()) {
      for (let network = 0; network < count; network += 1) own[this.#count + network] = logs[network * stride + layer]!;
    }
    this.#count += count;
  }

  /** Statistics of every layer over the networks so far; others may come in meanwhile. */
  async summary(pacer: Pacer): Promise<FanLayer[]> {
    const count = this.#count;
    const layers: FanLayer[] = [];
    for (const [layer, logs] of this.#layers.entries()) {
      layers.push(fanLayer(layer, logs.subarray(0, count).toSorted()));
      await pacer.pause(1);
    }
    return layers;
  }
}

/** Statistics of e^ln at any magnitude, in float64 relative to the largest; `sorted` is ascending. */
export function fanLayer(layer: number, sorted: Float64Array): FanLayer {
  const count = sorted.length;
  const top = sorted[count - 1]!;
  const dead = sorted.findLastIndex((ln) => ln === -Infinity) + 1;
  const alive = sorted.subarray(dead);
  const logs = momentsOf(alive, alive.length);
  // The silent ones are zeros among `count`.
  const powers = (power: number) =>
    momentsOf(
      alive.map((ln) => Math.exp(power * (ln - top))),
      count,
    );
  const [first, second] = [powers(1), powers(2)];
  return {
    layer,
    mean: timesExp(first.mean, top),
    secondMoment: timesExp(second.mean, 2 * top),
    standardError: count < 2 ? null : timesExp(Math.sqrt(first.variance / (count - 1)), top),
    secondMomentError: count < 2 ? null : timesExp(Math.sqrt(second.variance / (count - 1)), 2 * top),
    meanLog: alive.length === 0 ? null : logs.mean,
    varianceLog: alive.length === 0 ? null : logs.variance,
    lnQuantiles: FAN_SHARES.map((share) => lnQuantile(sorted, share)),
    lnMean: top === -Infinity ? null : top + Math.log(first.mean),
    dead,
    halfHeldBy: halfHeldBy(alive),
  };
}

/** Mean and population variance of `count` values, of which those that are not given are 0. */
function momentsOf(values: Float64Array, count: number): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, (count - values.length) * mean ** 2);
  return { mean, variance: squares / count };
}

/** value · e^ln, or null where float64 ends. */
function timesExp(value: number, ln: number): number | null {
  if (value === 0) return 0;
  // One exponential keeps the digits of numbers near 1; its logarithm reaches further than either factor.
  const product = Math.abs(ln) < 700 ? value * Math.exp(ln) : Math.exp(ln + Math.log(value));
  return Number.isFinite(product) && product >= SMALLEST_NORMAL ? product : null;
}

/**
 * ln of the quantile of e^ln, interpolated between neighbours as numpy.quantile does by default, at any magnitude; null
 * where it is zero.
 */
function lnQuantile(sorted: Float64Array, share: number): number | null {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const [below, above] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!];
  if (above === -Infinity) return null;
  const ln = above + Math.log(place - low + (1 - (place - low)) * Math.exp(below - above));
  return ln === -Infinity ? null : ln;
}

/** How many of the largest hold half of the sum; `logs` is ascending. */
function halfHeldBy(logs: Float64Array): number {
  if (logs.length === 0) return 0;
  const top = logs.at(-1)!;
  const shares = logs.map((ln) => Math.exp(ln - top));
  const half = shares.reduce((sum, share) => sum + share, 0) / 2;
  let [held, count] = [0, 0];
  while (held < half && count < shares.length) {
    count += 1;
    held += shares[shares.length - count]!;
  }
  return count;
}
