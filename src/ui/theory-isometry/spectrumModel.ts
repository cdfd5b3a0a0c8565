import type { JacobianWeights, Spectrum } from "../../experiments/theory/isometryReport.ts";
import { formatShare } from "../format.ts";
import { linearTicks, logTicks, niceStep } from "../lab-chart/axisTicks.ts";
import type { ChartModel, ChartPoint, ChartSeries } from "../lab-chart/chartModel.ts";
import { lnText, log10OfLn } from "../theory-view/lnText.ts";

export const WEIGHT_NAMES: Readonly<Record<JacobianWeights, string>> = {
  gaussian: "Gaussian weights",
  orthogonal: "orthogonal weights",
};

const BINS = 40;
const TICKS = 8;
const SHARE_TICKS = 5;
const LEAST_DECADES = 0.4;
const AIR = 0.03;

/** Bins of equal width on the log10 axis. */
interface Bins {
  readonly low: number;
  readonly width: number;
  readonly count: number;
}

/** Histograms of log10 of the singular values, on one axis; null where every value is zero. */
export function spectrumChart(spectra: readonly Spectrum[]): ChartModel | null {
  const drawn = spectra.filter(({ lnSingularValues }) => lnSingularValues.length > 0);
  if (drawn.length === 0) return null;
  const bins = binsOf(drawn);
  const shares = drawn.map((spectrum) => sharesOf(spectrum, bins));
  const top = Math.max(...shares.flat()) * 1.08;
  const high = bins.low + bins.count * bins.width;
  const series = drawn.map((spectrum, index) => histogram(spectrum, shares[index]!, bins));
  return {
    x: { title: "singular value, log scale", low: bins.low, high, ticks: logTicks(bins.low, high, TICKS) },
    y: { title: "share of the directions, %", low: 0, high: top, ticks: linearTicks(0, top, SHARE_TICKS) },
    series: [
      ...theoryLines(drawn, bins, top),
      ...series.filter(({ kind }) => kind === "line"),
      ...series.filter(({ kind }) => kind === "bars"),
    ],
    tooltip: (x) => {
      const bin = Math.min(bins.count - 1, Math.max(0, Math.floor((x - bins.low) / bins.width + 1e-9)));
      const edge = (index: number): string => lnText((bins.low + index * bins.width) * Math.LN10, 3);
      return {
        title: `${edge(bin)} to ${edge(bin + 1)}`,
        lines: drawn.map(
          ({ weights }, index) =>
            `${WEIGHT_NAMES[weights]}: ${formatShare(shares[index]![bin]! / 100)} of the directions`,
        ),
      };
    },
  };
}

/** Filled for orthogonal weights, an outline for Gaussian ones, so that both are seen where they overlap. */
function histogram({ weights }: Spectrum, shares: readonly number[], { low, width }: Bins): ChartSeries {
  const points = shares.map((y, index): ChartPoint => ({ x: low + (index + 0.5) * width, y }));
  const label = WEIGHT_NAMES[weights];
  return weights === "orthogonal"
    ? { label, meaning: "signal", kind: "bars", points }
    : { label, meaning: "ours", kind: "line", stepped: true, points };
}

/** Where theory puts the root mean square: one line where it is the same for all. */
function theoryLines(spectra: readonly Spectrum[], { low, width, count }: Bins, top: number): ChartSeries[] {
  const places = spectra.map(({ theory }) =>
    theory.lnMeanSquare === null ? null : log10OfLn(theory.lnMeanSquare / 2),
  );
  const isShown = (x: number | null): x is number => x !== null && x >= low && x <= low + count * width;
  const distinct = [...new Set(places.filter(isShown))];
  return distinct.map((x) => ({
    label: "theory’s root mean square",
    meaning: "theory",
    kind: "line",
    dash: [10, 6],
    thickness: 3,
    points: [
      { x, y: 0 },
      { x, y: top },
    ],
  }));
}

function binsOf(spectra: readonly Spectrum[]): Bins {
  const values = spectra.flatMap(({ lnSingularValues }) => lnSingularValues.map(log10OfLn));
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const air = Math.max((most - least) * AIR, (LEAST_DECADES - (most - least)) / 2);
  const width = niceStep(most - least + 2 * air, BINS);
  // A power of ten lies in the middle of its bin, so that an isometry's rounding does not part its directions.
  const low = (Math.floor((least - air) / width) - 0.5) * width;
  return { low, width, count: Math.ceil((most + air - low) / width) };
}

/** The share of all directions in each bin, in per cent; those lost altogether count in the whole. */
function sharesOf({ lnSingularValues, zeros }: Spectrum, { low, width, count }: Bins): number[] {
  const counts: number[] = Array.from({ length: count }, () => 0);
  for (const ln of lnSingularValues) {
    counts[Math.min(count - 1, Math.max(0, Math.floor((log10OfLn(ln) - low) / width)))]! += 1;
  }
  return counts.map((found) => (100 * found) / (lnSingularValues.length + zeros));
}

/** The chart in a sentence a kind of weights, for those who do not see it. */
export function spectrumSummary(spectra: readonly Spectrum[]): string {
  const each = spectra.map(({ weights, lnSingularValues, zeros }) => {
    const lost = zeros === 0 ? "" : `, and ${zeros} are 0 or below rounding`;
    if (lnSingularValues.length === 0) return `With ${WEIGHT_NAMES[weights]} all ${zeros} are 0.`;
    return `With ${WEIGHT_NAMES[weights]} they run from ${lnText(lnSingularValues.at(-1)!)} to ${lnText(lnSingularValues[0]!)}${lost}.`;
  });
  return `Histogram of the singular values of the input-output Jacobian, log scale. ${each.join(" ")}`;
}

/** Remarks that stand with the legend: directions that no log axis can show. */
export function spectrumNotes(spectra: readonly Spectrum[]): string[] {
  return spectra
    .filter(({ zeros }) => zeros > 0)
    .map(({ weights, lnSingularValues, zeros }) => {
      const count = `${zeros} of ${lnSingularValues.length + zeros}`;
      return `${WEIGHT_NAMES[weights]}: ${count} directions are lost entirely (0, or below rounding) and are not drawn`;
    });
}
