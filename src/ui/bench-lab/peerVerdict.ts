import type { BenchRow } from "../../bench/report.ts";
import { formatShare, plural } from "../format.ts";
import { figure } from "./benchFigures.ts";
import { GPU_NAME, WASM_NAME, lookOf } from "./implementations.ts";
import { type MeasuredRow, isMeasured } from "./rowState.ts";

/** Nearer to our time than this, a run's few rounds do not tell two implementations apart. */
const TIE = 0.05;

/** One of ours, and the fastest other library that runs on the same: both on the adapter, or both on the CPU. */
interface Match {
  readonly ours: string;
  readonly other: MeasuredRow;
  /** Its time over ours. */
  readonly ratio: number;
  /** More than one library took part. */
  readonly isOfMany: boolean;
}

/** How others do on the work of the headline, and on how much of the rest ours does not win. */
export function peerText(rows: readonly BenchRow[], lead: string): string {
  const works = [...new Set(rows.map(({ work }) => work))];
  const lost = works.filter((work) => work !== lead && matches(rows, work).some(({ ratio }) => ratio <= 1 + TIE));
  return [
    ...matches(rows, lead).map(matchText),
    lost.length === 0
      ? ""
      : `On ${plural(lost.length, "other piece")} of work another library is as fast as ours or faster: the table shows it.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function matches(rows: readonly BenchRow[], work: string): Match[] {
  const others = rows.filter(isMeasured).filter((row) => row.work === work && !lookOf(row.implementation).isOurs);
  return [GPU_NAME, WASM_NAME].flatMap((ours): Match[] => {
    const { onAdapter } = lookOf(ours);
    const alike = others.filter(
      ({ implementation, ratios }) => lookOf(implementation).onAdapter === onAdapter && ours in ratios,
    );
    if (alike.length === 0) return [];
    const other = alike.reduce((best, row) => (row.medianMs < best.medianMs ? row : best));
    return [{ ours, other, ratio: other.ratios[ours]!, isOfMany: alike.length > 1 }];
  });
}

function matchText({ ours, other, ratio, isOfMany }: Match): string {
  const [ourTitle, title] = [lookOf(ours).title, lookOf(other.implementation).title];
  if (ratio < 1 - TIE) return `${title} is faster there: it takes ${formatShare(ratio)} of the time of ${ourTitle}.`;
  const name = isOfMany ? `The fastest other library there, ${title},` : `There ${title}`;
  return ratio <= 1 + TIE
    ? `${name} takes as long as ${ourTitle}.`
    : `${name} takes ${figure(ratio)} times as long as ${ourTitle}.`;
}
