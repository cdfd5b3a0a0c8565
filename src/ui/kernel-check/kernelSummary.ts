import type { VerifyCase } from "../../experiments/lab.ts";

/** All cases of one kernel: how many, how many failed, and the one nearest to its bound. */
export interface KernelSummary {
  readonly kernel: string;
  readonly cases: number;
  readonly failed: number;
  readonly worst: VerifyCase;
}

/** One line a kernel, in the order of their first cases. */
export function kernelSummaries(cases: readonly VerifyCase[]): KernelSummary[] {
  const groups = grouped(cases);
  return [...groups].map(([kernel, group]) => ({
    kernel,
    cases: group.length,
    failed: group.filter((one) => !passes(one)).length,
    worst: group.reduce((worst, one) => (nearness(one) > nearness(worst) ? one : worst)),
  }));
}

function grouped(cases: readonly VerifyCase[]): Map<string, VerifyCase[]> {
  const groups = new Map<string, VerifyCase[]>();
  for (const one of cases) groups.set(one.kernel, [...(groups.get(one.kernel) ?? []), one]);
  return groups;
}

/** A shape for people: 8 × 3 × 5, and no more digits of a factor than anyone reads. */
export function shortShape(shape: string): string {
  return shape
    .replace(/(\d)x(?=\d)/g, "$1 × ")
    .replace(/\d+\.\d{4,}(?:e[+-]?\d+)?/g, (number) => String(Number(Number(number).toPrecision(3))));
}

/** NaN fails. */
function passes({ maxError, bound }: VerifyCase): boolean {
  return maxError <= bound;
}

function nearness({ maxError, bound }: VerifyCase): number {
  return Number.isNaN(maxError) ? Infinity : maxError / Math.max(bound, Number.MIN_VALUE);
}
