import type { IsometryReport, Spectrum } from "../../experiments/theory/isometryReport.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { formatShare, plural } from "../format.ts";
import { lnText } from "../theory-view/lnText.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";
import { WEIGHT_NAMES } from "./spectrumModel.ts";

/** A direction that passes with at least a hundredth of the strongest one's strength counts as kept. */
const KEPT = Math.log(100);

/** ln of the factor of the strongest direction beyond which, up or down, the network is no isometry, however even. */
const FAR = Math.log(10);

/** The share of directions that are kept; none where all are exactly 0. */
export function keptShare({ lnSingularValues, zeros }: Spectrum): number {
  const strongest = lnSingularValues[0] ?? 0;
  const kept = lnSingularValues.filter((ln) => strongest - ln <= KEPT).length;
  return kept / (lnSingularValues.length + zeros);
}

/** Whether the network keeps every direction of its input, with each kind of weights. */
export function isometryVerdict(report: IsometryReport): ViewVerdict {
  const orthogonal = report.spectra.find(({ weights }) => weights === "orthogonal");
  const gaussian = report.spectra.find(({ weights }) => weights === "gaussian");
  const { activation } = report.config;
  const how = activation === "identity" ? "With no nonlinearity" : `With ${nonlinearityOf(activation).label}`;
  return {
    headline:
      orthogonal === undefined || gaussian === undefined
        ? `${how}, ${WEIGHT_NAMES[report.spectra[0]!.weights]} keep ${keptText(report.spectra[0]!)}${scaleText(report.spectra)}.`
        : `${bothText(orthogonal, gaussian, how)}${scaleText(report.spectra)}.`,
    rest: [rangesText(report), cutText(activation)].filter(Boolean).join(" "),
  };
}

function bothText(orthogonal: Spectrum, gaussian: Spectrum, how: string): string {
  const [ours, theirs] = [keptText(orthogonal), keptText(gaussian)];
  if (ours === theirs) return `${how}, orthogonal and Gaussian weights both keep ${ours}`;
  return `${how}, orthogonal weights keep ${ours}, Gaussian ones ${theirs.replace(" of the directions", "")}`;
}

/** What the share kept does not say: how strong the strongest is. */
function scaleText(spectra: readonly Spectrum[]): string {
  const strongest = Math.max(...spectra.flatMap(({ lnSingularValues }) => lnSingularValues.slice(0, 1)));
  if (!Number.isFinite(strongest) || Math.abs(strongest) <= FAR) return "";
  const word = strongest < 0 ? "even the strongest" : "the strongest";
  return `, but ${word} is multiplied by ${lnText(strongest, 2)}`;
}

function keptText(spectrum: Spectrum): string {
  const kept = keptShare(spectrum);
  if (kept === 1) return "every direction";
  return kept === 0 ? "no direction" : `${formatShare(kept)} of the directions`;
}

function rangesText({ config, spectra }: IsometryReport): string {
  const ranges = spectra
    .toSorted((a, b) => (a.weights > b.weights ? -1 : 1))
    .map((spectrum) => `by ${rangeText(spectrum)} with ${WEIGHT_NAMES[spectrum.weights]}`);
  return `Kept means passed on with at least a hundredth of the strongest one’s strength. Through ${plural(config.depth, "layer")} of ${plural(config.width, "unit")} directions are stretched ${ranges.join(", ")}.`;
}

function rangeText({ lnSingularValues, zeros }: Spectrum): string {
  if (lnSingularValues.length === 0) return "the factor 0";
  const [most, least] = [
    lnText(lnSingularValues[0]!, 2),
    zeros > 0 ? "next to nothing" : lnText(lnSingularValues.at(-1)!, 2),
  ];
  return most === least ? `the factor ${most}` : `factors from ${least} to ${most}`;
}

/** What the nonlinearity does that no weights undo. */
function cutText(activation: NonlinearityId): string {
  return activation === "relu"
    ? "ReLU switches off half of the units in every layer, and no choice of weights brings their directions back."
    : "";
}
