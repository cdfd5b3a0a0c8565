import type { EnsembleConfig, EnsembleOptions, EnsemblePiece, Ensembles } from "../../src/model/ensemble.ts";

export type Quantity = "lnM" | "lnQ" | "c" | "lnGradient";

/** Every number that an ensemble brings back, (networks, depth + 1) row-major; checks that the pieces come in order. */
export async function collect(
  ensembles: Ensembles,
  config: EnsembleConfig,
  options: Omit<EnsembleOptions, "onPiece"> = {},
): Promise<Record<Quantity, number[]> & { pieces: number }> {
  const all = { lnM: [] as number[], lnQ: [] as number[], c: [] as number[], lnGradient: [] as number[] };
  let [next, pieces] = [0, 0];
  await ensembles.run(config, {
    ...options,
    onPiece: (piece: EnsemblePiece) => {
      if (piece.first !== next) throw new Error(`a piece begins at ${piece.first}, not at ${next}`);
      next += piece.count;
      pieces += 1;
      for (const key of ["lnM", "lnQ", "c", "lnGradient"] as const) all[key].push(...(piece[key] ?? []));
    },
  });
  if (next !== config.networks) throw new Error(`${next} networks came back, not ${config.networks}`);
  return { ...all, pieces };
}

/** ReLU at He's variance, unless told otherwise. */
export function ensembleConfig(own: Partial<EnsembleConfig>): EnsembleConfig {
  return {
    activation: "relu",
    sigmaW2: 2,
    sigmaB2: 0,
    depth: 4,
    width: 8,
    networks: 5,
    seed: 0,
    correlation: 0.5,
    ...own,
  };
}

/** Standard error of the variance of a sample, from its own fourth moment: √(E[((x - x̄)² - s²)²] / count). */
export function varianceError(sample: Float64Array): number {
  const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = meanOf(sample);
  const squares = sample.map((value) => (value - mean) ** 2);
  const variance = meanOf(squares);
  return Math.sqrt(meanOf(squares.map((square) => (square - variance) ** 2)) / sample.length);
}
