import { erfMoments } from "./erfMoments.ts";
import { geluMoments } from "./geluMoments.ts";
import { hardtanhMoments } from "./hardtanhMoments.ts";
import { linearMoments } from "./linearMoments.ts";
import type { Moments } from "./moment.ts";
import { quadratureMoments } from "./quadratureMoments.ts";
import { sineMoments } from "./sineMoments.ts";
import { NONLINEARITIES } from "../model/nonlinearities.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";

const kept = new Map<NonlinearityId, Moments>();

/** Below this φ is its two slopes at 0 times z, and above its inverse its slopes at infinity, to 1e-16 and better. */
export const TINY = 1e-34;

/**
 * The moments of φ that mean-field theory is made of, for every q above 0: in closed form where one is known, else by
 * quadrature.
 */
export function momentsOf(id: NonlinearityId): Moments {
  const known = kept.get(id);
  if (known !== undefined) return known;
  const { atZero, slopeAtZero, slopeAtInfinity } = NONLINEARITIES[id];
  const between = make(id);
  const small = atZero === 0 ? linearMoments(slopeAtZero) : between;
  const large = slopeAtInfinity.some((slope) => slope !== 0) ? linearMoments(slopeAtInfinity) : between;
  const at = (q: number): Moments => (q < TINY ? small : q > 1 / TINY ? large : between);
  const moments: Moments = {
    single: (q) => at(q).single(q),
    pair: (q, correlation, tolerance) => at(q).pair(q, correlation, tolerance),
  };
  kept.set(id, moments);
  return moments;
}

function make(id: NonlinearityId): Moments {
  switch (id) {
    case "relu":
    case "leaky_relu":
    case "identity":
      return linearMoments(NONLINEARITIES[id].slopeAtZero);
    case "erf":
      return erfMoments;
    case "gelu":
      return geluMoments;
    case "sine":
      return sineMoments;
    case "hardtanh":
      return hardtanhMoments;
    default:
      return quadratureMoments(NONLINEARITIES[id]);
  }
}
