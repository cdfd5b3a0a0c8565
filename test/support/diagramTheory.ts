import type { CellKind, DiagramCells, DiagramQuantity, DiagramWindow } from "../../src/model/diagram.ts";
import { CELL_KINDS, DIAGRAM_QUANTITIES } from "../../src/model/diagram.ts";
import type { MeanField } from "../../src/model/meanField.ts";
import { meanField } from "../../src/theory/meanField.ts";

/** What theory says of a cell, and how far an engine may lie from it. */
export interface ExpectedCell {
  readonly kinds: Readonly<Record<DiagramQuantity, CellKind>>;
  readonly values: Readonly<Record<DiagramQuantity, number | null>>;
  /** Absolute. */
  readonly bounds: Readonly<Record<DiagramQuantity, number>>;
  /** Whether rounding may move the cell across the edge of chaos, or past two fixed points that meet: kinds may differ. */
  readonly isOnEdge: boolean;
}

/** Theory at the centre of a cell, with bounds for tables whose relative error is `epsilon`. */
export function expectedCell(window: DiagramWindow, cell: number, epsilon: number): ExpectedCell {
  const [column, row] = [cell % window.columns, Math.floor(cell / window.columns)];
  const centre = ([low, high]: readonly [number, number], index: number, count: number): number =>
    low + ((index + 0.5) / count) * (high - low);
  const point = {
    activation: window.activation,
    sigmaW2: centre(window.sigmaW2, column, window.columns),
    sigmaB2: centre(window.sigmaB2, row, window.rows),
  };
  const theory = meanField(point);
  return { kinds: kindsOf(theory), values: theory, ...boundsOf(theory, epsilon) };
}

function kindsOf({ qStar, chi1, cStar, xiC }: MeanField): ExpectedCell["kinds"] {
  const number = (value: number): CellKind => (value === 0 ? "zero" : "number");
  return {
    chi1: number(chi1!),
    qStar: qStar === null ? "infinite" : number(qStar),
    cStar: cStar === null ? "absent" : "number",
    xiC: xiC === null ? (cStar === null ? "absent" : "infinite") : number(xiC),
  };
}

/**
 * Relative error of polynomials of degree 5 through the six nearest nodes of the table of pairs, a third of an octave apart:
 * (ln 2 / 3)⁶ 225 / 64 / 720 = 7e-7 of the sixth derivative, by ln q and again by ln(1 - c); 4.8 times that in the last
 * interval. The derivative is at most 10 times the value, as it is of e^(-e^x).
 */
const PAIR_ERROR = 7e-5;

/**
 * How errors of the tables, relative and at most epsilon, reach the quantities:
 *
 * q*: q′/q - 1 is off by epsilon, and falls with ln q at a rate of 1 - dq′/dq, so that ln q* is off by their ratio.
 * chi1: its own, and that of q*: no table here changes faster than as a power 1 of q.
 * 1 - c* (v): where chi1 > 1, σ_w² K = 1, K = E[(φ(u) - φ(v))²] / (2 q v) and d ln K / d ln v = σ_w² E[φ′φ′] - 1, so that
 * ln v is off by what ln K and ln chi1 are, over 1 - e^(-1/xi_c).
 * xi_c: ln of σ_w² E[φ′φ′] is off by all of these, times how fast it may change: with E[φ′φ′] either as a power of at most
 * 1 or, for the sine, as an exponential whose logarithm is at most what it has come to. Its inverse is off, relatively, by
 * xi_c times that.
 */
function boundsOf(theory: MeanField, epsilon: number): Pick<ExpectedCell, "bounds" | "isOnEdge"> {
  const { qStar, cStar, xiC, xiQ } = theory;
  const chi1 = theory.chi1!;
  const chiQ = xiQ === null ? 1 : Math.exp(-1 / xiQ);
  const hasLength = qStar !== null && qStar > 0;
  const lnLength = hasLength ? epsilon / (1 - chiQ) : 0;
  const lnChi1 = epsilon + lnLength;
  const isChaotic = hasLength && chi1 > 1 && xiC !== null;
  const lost = isChaotic ? Math.log(chi1) + 1 / xiC : 0;
  const lnApart = isChaotic ? (PAIR_ERROR * Math.log(chi1) + epsilon + lnChi1) / -Math.expm1(-1 / xiC) : 0;
  const lnFactor = lnChi1 + (isChaotic ? epsilon + PAIR_ERROR * lost + (1 + lost) * (lnApart + lnLength) : 0);
  return {
    bounds: {
      chi1: lnChi1 * chi1,
      qStar: hasLength ? lnLength * qStar : 0,
      cStar: cStar === null ? 0 : (1 - cStar) * lnApart + epsilon,
      xiC: xiC === null ? 0 : lnFactor * xiC ** 2 + epsilon * xiC,
    },
    isOnEdge: Math.abs(chi1 - 1) < 10 * lnChi1 || lnLength > 1e-3,
  };
}

/** What a cell has that theory does not allow, one line each. */
export function cellFaults(cells: DiagramCells, cell: number, expected: ExpectedCell): string[] {
  return DIAGRAM_QUANTITIES.flatMap((quantity) => {
    const [kind, wanted] = [CELL_KINDS[cells.kinds[quantity][cell]!], expected.kinds[quantity]];
    const name = `${cells.window.activation} cell ${cell}: ${quantity}`;
    if (kind !== wanted) return expected.isOnEdge ? [] : [`${name} is ${kind}; theory says ${wanted}`];
    if (kind !== "number") return [];
    const [value, theirs, bound] = [
      cells.values[quantity][cell]!,
      expected.values[quantity]!,
      expected.bounds[quantity],
    ];
    const error = Math.abs(value - theirs);
    return error <= bound || (expected.isOnEdge && Number.isFinite(value))
      ? []
      : [`${name} is ${value}; theory says ${theirs} ± ${bound}`];
  });
}

/** Whole numbers below `below` from a linear congruential generator (Numerical Recipes), the same at every run. */
export function* wholeNumbers(seed: number, below: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield Math.floor((state / 2 ** 32) * below);
  }
}
