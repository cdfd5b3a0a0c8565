import type { EnsembleOptions, EnsemblePiece } from "./ensemble.ts";

/** A piece of zeros with the arrays that the options ask for: entry 0 holds for every quantity but c. */
export function emptyPiece(
  first: number,
  count: number,
  depth: number,
  { pair = false, gradient = false }: Pick<EnsembleOptions, "pair" | "gradient">,
): EnsemblePiece {
  const rows = (): Float64Array => new Float64Array(count * (depth + 1));
  return {
    first,
    count,
    lnM: rows(),
    lnQ: pair ? rows() : null,
    c: pair ? rows() : null,
    lnGradient: gradient ? rows() : null,
  };
}
