import type { EngineInfo } from "../../model/engine.ts";
import type { EnsemblePiece, Ensembles } from "../../model/ensemble.ts";
import { meanFieldProfile } from "../../theory/profile.ts";
import type { ProfileLayer, ProfileReport } from "./profileReport.ts";
import type { TheoryConfig } from "./theoryConfig.ts";
import type { EarlyOptions } from "./theoryLab.ts";

/** Weights that are drawn in a fifth of a second or so: a point that is dragged is followed. */
const WEIGHTS = { cpu: 4e6, software: 6e6, gpu: 4e8 } as const;
/** Fewer networks would tell nothing of their spread, more nothing new. */
const FEWEST = 4;
const MOST = 64;

/**
 * q and c by layer in a few networks, as many as this machine does while a point is dragged, beside theory's curves. A seed
 * has the same networks at every point, so that curves move but do not flicker.
 */
export async function runProfile(
  ensembles: Ensembles,
  config: TheoryConfig,
  { signal, onProgress, onEarly }: EarlyOptions<ProfileReport> = {},
): Promise<ProfileReport> {
  const networks = profileNetworks(ensembles.info, config);
  const own = { ...config, networks };
  ensembles.assertFits(own);
  const start = performance.now();
  const theory = meanFieldProfile(config);
  const pieces: EnsemblePiece[] = [];
  const report = (): ProfileReport => {
    const done = pieces.reduce((sum, { count }) => sum + count, 0);
    const milliseconds = performance.now() - start;
    return {
      engine: ensembles.info,
      config,
      networks: done,
      milliseconds,
      layers: profileLayers(pieces, config),
      theory,
    };
  };
  await ensembles.run(own, {
    signal,
    onProgress,
    pair: true,
    onPiece: (piece) => {
      pieces.push(piece);
      if (piece.first + piece.count < networks) onEarly?.(report());
    },
  });
  return report();
}

/** How many networks a profile measures on such a machine. */
export function profileNetworks(
  { kind, software }: EngineInfo,
  { depth, width }: Pick<TheoryConfig, "depth" | "width">,
): number {
  const weights = WEIGHTS[kind !== "gpu" ? "cpu" : software ? "software" : "gpu"];
  return Math.max(FEWEST, Math.min(MOST, Math.round(weights / (depth * width ** 2))));
}

function profileLayers(pieces: readonly EnsemblePiece[], { depth }: TheoryConfig): ProfileLayer[] {
  return Array.from({ length: depth + 1 }, (_, layer) => {
    const of = (rows: (piece: EnsemblePiece) => Float64Array | null): number[] =>
      pieces.flatMap((piece) =>
        Array.from({ length: piece.count }, (_network, network) => rows(piece)![network * (depth + 1) + layer]!),
      );
    const lnQ = of((piece) => piece.lnQ);
    const c = of((piece) => piece.c).filter(Number.isFinite);
    return {
      layer,
      lnQ: medianOf(lnQ),
      lnQRange: rangeOf(lnQ.filter(Number.isFinite)),
      c: c.length === 0 ? null : c.reduce((sum, one) => sum + one, 0) / c.length,
      cRange: rangeOf(c),
    };
  });
}

/** The value in the middle, halfway between the two in the middle of an even count; null where one of them is -Infinity. */
function medianOf(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).toSorted();
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return Number.isFinite(median) ? median : null;
}

function rangeOf(values: readonly number[]): readonly [low: number, high: number] | null {
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}
