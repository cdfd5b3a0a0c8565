/** Nodes and weights of a trapezoid rule after a change of variable; nodes of even index are those of twice the step. */
export interface Nodes {
  readonly at: Float64Array;
  readonly weight: Float64Array;
}

/** Where a Gaussian, times what φ² may grow by, is below 1e-18 of its integral. */
export const GAUSSIAN_REACH = 9.6;

const HALF_LINE_FROM = -3.6;
const HALF_LINE_TO = 42;
const UNIT_REACH = 3.2;

const halfLines = new Map<number, Nodes>();
const units = new Map<number, Nodes>();

/**
 * ∫₀^∞ f(y) dy ≈ Σ weight f(at), with y = exp(w - e^(-w)) at whole multiples w of `step`.
 *
 * Takahasi & Mori 1974: towards 0 the nodes crowd doubly exponentially (the first lies at 1e-17), towards infinity they
 * are even in ln y (the last lies at 1.7e18), so that features of any scale from 1 up are resolved alike. f must fall off
 * by itself; sums may end where it has.
 */
export function halfLineNodes(step: number): Nodes {
  return kept(halfLines, step, HALF_LINE_FROM, HALF_LINE_TO, (w) => {
    const shrink = Math.exp(-w);
    const at = Math.exp(w - shrink);
    return [at, at * (1 + shrink)];
  });
}

/**
 * ∫₀¹ f(x) dx ≈ Σ weight f(at), with x = 1 / (1 + exp(-π sinh w)): the tanh-sinh rule of Takahasi & Mori 1974.
 *
 * Nodes come in order and in pairs: the last but i lies as far from 1 as node i from 0, so that `at` read from the other
 * end is the distance to 1, exact however small.
 */
export function unitNodes(step: number): Nodes {
  // An even number of steps on each side keeps the pairs together in the rule of twice the step.
  const reach = 2 * step * Math.round(UNIT_REACH / (2 * step));
  return kept(units, step, -reach, reach, (w) => {
    const odds = Math.exp(Math.PI * Math.sinh(w));
    const share = 1 / (1 + odds);
    const at = odds < 1 ? odds * share : 1 - share;
    return [at, Math.PI * Math.cosh(w) * odds * share * share];
  });
}

function kept(
  store: Map<number, Nodes>,
  step: number,
  from: number,
  to: number,
  node: (w: number) => readonly [at: number, weight: number],
): Nodes {
  const known = store.get(step);
  if (known !== undefined) return known;
  const count = Math.round((to - from) / step) + 1;
  const nodes: Nodes = { at: new Float64Array(count), weight: new Float64Array(count) };
  for (let index = 0; index < count; index += 1) {
    const [at, weight] = node(from + index * step);
    nodes.at[index] = at;
    nodes.weight[index] = weight * step;
  }
  store.set(step, nodes);
  return nodes;
}
