import { CELL_KINDS, type CellKind, type DiagramQuantity } from "../../model/diagram.ts";
import type { Nonlinearity, NonlinearityId } from "../../model/nonlinearity.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { Pacer } from "../../model/pacer.ts";
import { CorrelationMap } from "./correlation.ts";
import { type Length, LengthMap } from "./length.ts";
import { momentTable } from "./momentTable.ts";
import { pairTable } from "./pairTable.ts";

/** One quantity of one cell; the value counts where the kind is "number". */
interface Entry {
  readonly kind: CellKind;
  readonly value: number;
}
export type Cell = Readonly<Record<DiagramQuantity, Entry>>;

const ABSENT: Entry = { kind: "absent", value: 0 };
const INFINITE: Entry = { kind: "infinite", value: 0 };

/** The position of a kind in CELL_KINDS. */
export function kindIndex(kind: CellKind): number {
  return CELL_KINDS.indexOf(kind);
}

/** What becomes of signals under one φ, at any (σ_w², σ_b²). */
export class CellMaps {
  private constructor(
    readonly phi: Nonlinearity,
    readonly length: LengthMap,
    readonly correlation: CorrelationMap,
  ) {}

  /** Tabulates φ, with pauses. */
  static async open(id: NonlinearityId, pacer: Pacer): Promise<CellMaps> {
    const phi = nonlinearityOf(id);
    const meanSquare = ([below, above]: readonly [number, number]): number => (below ** 2 + above ** 2) / 2;
    const length = new LengthMap(momentTable(id), {
      atZero2: phi.atZero ** 2,
      slope2AtZero: meanSquare(phi.slopeAtZero),
      slope2AtInfinity: meanSquare(phi.slopeAtInfinity),
    });
    return new CellMaps(phi, length, new CorrelationMap(await pairTable(id, pacer)));
  }

  /** Poole et al. 2016, eqs. 3 to 7; Schoenholz et al. 2017, eqs. 7 to 9. */
  cell(sigmaW2: number, sigmaB2: number): Cell {
    const length = this.length.settle(sigmaW2, sigmaB2);
    const chi1 = sigmaW2 * length.slope2;
    const base = { chi1: number(chi1), qStar: lengthEntry(length) };
    if (length.kind !== "number") return { ...base, ...this.#atEnd(length.kind, sigmaW2, sigmaB2, chi1) };
    if (sigmaB2 === 0 && isLinear(this.phi)) return { ...base, cStar: ABSENT, xiC: ABSENT };
    const { c, lnFactor } = this.correlation.settle(length.log2, Math.log(chi1));
    return { ...base, cStar: { kind: "number", value: c }, xiC: depthScale(lnFactor) };
  }

  /**
   * Where q* is 0 or infinite, two inputs come to correlation 1 by a power of the depth where φ is bent there, or where a
   * bias outgrows the signal; else they keep the correlation that they have.
   */
  #atEnd(kind: "zero" | "infinite", sigmaW2: number, sigmaB2: number, chi1: number): Pick<Cell, "cStar" | "xiC"> {
    const [below, above] = kind === "zero" ? this.phi.slopeAtZero : this.phi.slopeAtInfinity;
    const isBiased = kind === "infinite" && sigmaB2 > 0 && chi1 <= 1;
    if (sigmaW2 === 0 || (below === above && !isBiased)) return { cStar: ABSENT, xiC: ABSENT };
    return { cStar: number(1), xiC: INFINITE };
  }
}

/** Whether φ is a multiple of its argument: without bias it keeps every correlation. */
function isLinear({ slopeAtZero: [below, above], slopeAtInfinity }: Nonlinearity): boolean {
  return below === above && slopeAtInfinity.every((slope) => slope === above);
}

function number(value: number): Entry {
  return { kind: value === 0 ? "zero" : "number", value };
}

function lengthEntry({ kind, q }: Length): Entry {
  if (kind === "zero") return number(0);
  return kind === "infinite" ? INFINITE : number(q);
}

/** -1 / ln of the factor; infinite where nothing is lost in a layer. */
function depthScale(lnFactor: number): Entry {
  return lnFactor < 0 ? number(-1 / lnFactor) : INFINITE;
}
