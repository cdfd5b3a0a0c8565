/** A weight variance with a name, or with several where they coincide. */
export interface VarianceChoice {
  readonly labels: string[];
  readonly variance: number;
}

/** The notebook's own answer to its exercise. */
const NOTEBOOK_VARIANCE = 0.025;

/**
 * The named choices of Var(weight) for a hidden layer of `width` units with as many inputs, largest first: 1, He
 * 2 / fanIn, LeCun 1 / fanIn, Glorot 2 / (fanIn + fanOut) and the notebook's 0.025. Those that coincide are one choice.
 *
 * LeCun et al. 1998; Glorot and Bengio 2010, eq. 12; He et al. 2015, eq. 10.
 */
export function varianceChoices({ width }: { readonly width: number }): VarianceChoice[] {
  const [fanIn, fanOut] = [width, width];
  const named: [label: string, variance: number][] = [
    ["1", 1],
    ["He 2/fanIn", 2 / fanIn],
    ["LeCun 1/fanIn", 1 / fanIn],
    ["Glorot 2/(fanIn + fanOut)", 2 / (fanIn + fanOut)],
    ["notebook 0.025", NOTEBOOK_VARIANCE],
  ];
  const choices = new Map<number, string[]>();
  for (const [label, variance] of named) choices.set(variance, [...(choices.get(variance) ?? []), label]);
  return [...choices].map(([variance, labels]) => ({ labels, variance })).toSorted((a, b) => b.variance - a.variance);
}
