import type { EnsemblePiece } from "../../model/ensemble.ts";
import { emptyPiece } from "../../model/ensemblePiece.ts";
import { GpuError } from "../errors.ts";
import { type Wanted, quantitiesOf } from "./ensembleShape.ts";

/** Sums over units as shaders/ensemble.wgsl leaves them: (networks, depth + 1, quantities) of mantissa and exponent. */
class Sums {
  readonly #view: DataView<ArrayBuffer>;

  constructor(
    bytes: ArrayBuffer,
    readonly layers: number,
    readonly quantities: number,
  ) {
    this.#view = new DataView(bytes);
  }

  #at(network: number, layer: number, quantity: number): number {
    return ((network * this.layers + layer) * this.quantities + quantity) * 8;
  }

  mantissa(network: number, layer: number, quantity: number): number {
    const value = this.#view.getFloat32(this.#at(network, layer, quantity), true);
    if (!Number.isFinite(value)) throw new GpuError(`the GPU returned a sum of layer ${layer} that is not finite`);
    return value;
  }

  /** ln of the sum over `units`; -Infinity where it is zero. */
  lnMean(network: number, layer: number, quantity: number, units: number): number {
    const exponent = this.#view.getInt32(this.#at(network, layer, quantity) + 4, true);
    const mantissa = this.mantissa(network, layer, quantity);
    return mantissa === 0 ? -Infinity : Math.log(mantissa / units) + exponent * Math.LN2;
  }

  /** Σ x y / √(Σ x² Σ y²) of quantities 1 to 3, whose frames cancel; within [-1, 1]. */
  correlation(network: number, layer: number): number {
    const [xx, yy, xy] = [1, 2, 3].map((quantity) => this.mantissa(network, layer, quantity));
    return Math.max(-1, Math.min(1, xy! / Math.sqrt(xx! * yy!)));
  }
}

/** Networks `first` to `first + count - 1` out of a batch's bytes. */
export function readPiece(
  bytes: ArrayBuffer,
  first: number,
  count: number,
  { depth, width }: { readonly depth: number; readonly width: number },
  wanted: Wanted & { readonly correlation: number },
): EnsemblePiece {
  const sums = new Sums(bytes, depth + 1, quantitiesOf(wanted));
  const { lnM, lnQ, c, lnGradient } = emptyPiece(first, count, depth, wanted);
  const last = wanted.pair ? 4 : 1;
  for (let network = 0; network < count; network += 1) {
    const start = network * (depth + 1);
    const lnLast = lnGradient === null ? 0 : sums.lnMean(network, depth, last, width);
    if (c !== null) c[start] = wanted.correlation;
    for (let layer = 0; layer <= depth; layer += 1) {
      lnM[start + layer] = sums.lnMean(network, layer, 0, width);
      if (lnGradient !== null) lnGradient[start + layer] = sums.lnMean(network, layer, last, width) - lnLast;
      if (lnQ === null || c === null || layer === 0) continue;
      lnQ[start + layer] = sums.lnMean(network, layer, 1, width);
      c[start + layer] = sums.correlation(network, layer);
    }
  }
  return { first, count, lnM, lnQ, c, lnGradient };
}
