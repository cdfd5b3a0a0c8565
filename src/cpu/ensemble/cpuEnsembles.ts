import type { EngineInfo } from "../../model/engine.ts";
import type { EnsembleConfig, EnsembleOptions, EnsemblePiece, Ensembles } from "../../model/ensemble.ts";
import { ensembleInputs } from "../../model/ensembleInputs.ts";
import { emptyPiece } from "../../model/ensemblePiece.ts";
import { LimitError } from "../../model/limitError.ts";
import { type Pacer, startPacer } from "../../model/pacer.ts";
import { EnsembleNetwork } from "./ensembleNetwork.ts";
import { type LayerVector, correlation, lnMeanSquare } from "./layerVector.ts";
import type { OpenWords } from "./streamNormals.ts";

/** Weights drawn for one piece, unless one network has more: some tens of milliseconds. */
const PIECE_WEIGHTS = 2 ** 20;
/** Preactivations that a way back keeps, at most: 1 GiB. */
const MOST_KEPT = 2 ** 27;

/** The float64 reference: networks one after the other. `openWords` opens the generator's streams. */
export class CpuEnsembles implements Ensembles {
  readonly info: EngineInfo = { kind: "cpu", adapter: "float64", software: false };

  constructor(readonly openWords: OpenWords) {}

  assertFits({ depth, width }: EnsembleConfig): void {
    if (depth * width <= MOST_KEPT && width ** 2 <= MOST_KEPT) return;
    throw new LimitError(
      `A network of depth ${depth} and width ${width} is too large for the CPU engine: a layer may have ${MOST_KEPT} ` +
        `weights, a network ${MOST_KEPT} units. Choose a smaller depth or width.`,
    );
  }

  async run(config: EnsembleConfig, options: EnsembleOptions): Promise<void> {
    this.assertFits(config);
    const { depth, width, networks } = config;
    const pacer = startPacer(options);
    const most = Math.max(1, Math.floor(PIECE_WEIGHTS / (depth * width ** 2)));
    for (let first = 0; first < networks; first += most) {
      const piece = emptyPiece(first, Math.min(most, networks - first), depth, options);
      for (let index = 0; index < piece.count; index += 1) {
        await this.#runNetwork(config, piece, index, {
          pause: (fraction) => pacer.pause((first + index + fraction) / networks),
        });
      }
      options.onPiece(piece);
    }
    options.onProgress?.(1);
  }

  /** Network `piece.first + index` into the piece. */
  async #runNetwork(config: EnsembleConfig, piece: EnsemblePiece, index: number, pacer: Pacer): Promise<void> {
    const { depth, width } = config;
    const { lnM, lnQ, c, lnGradient } = piece;
    const steps = lnGradient === null ? depth : 2 * depth;
    const network = new EnsembleNetwork(config, piece.first + index, this.openWords, lnGradient !== null);
    const inputs = ensembleInputs(width, config.correlation);
    let h: LayerVector[] = [{ mantissa: inputs.a, exponent: 0 }];
    if (c !== null) h.push({ mantissa: inputs.b, exponent: 0 });
    const start = index * (depth + 1);
    if (c !== null) c[start] = inputs.correlation;
    const preactivations: LayerVector[] = [];
    for (let layer = 1; layer <= depth; layer += 1) {
      const z = network.preactivations(layer, h);
      h = z.map((own) => network.activation(own));
      lnM[start + layer] = lnMeanSquare(h[0]!);
      if (lnQ !== null) lnQ[start + layer] = lnMeanSquare(z[0]!);
      if (c !== null) c[start + layer] = correlation(z[0]!, z[1]!);
      if (lnGradient !== null) preactivations[layer] = z[0]!;
      await pacer.pause(layer / steps);
    }
    if (lnGradient === null) return;
    let gradient = network.lastGradient();
    const last = lnMeanSquare(gradient);
    for (let layer = depth; layer >= 1; layer -= 1) {
      gradient = network.gradActivation(layer, preactivations[layer]!, gradient);
      lnGradient[start + layer - 1] = lnMeanSquare(gradient) - last;
      await pacer.pause((2 * depth + 1 - layer) / steps);
    }
  }

  /** Holds nothing between runs. */
  destroy(): void {}
}
