import { roundedExp, roundedLog } from "./exactExponential.ts";

/** Where the ziggurat's tail begins, and the area of each of its 256 layers. */
export const TAIL_START = 3.6541528853610088;
const LAYER_AREA = 0.004928673233974652;
/** Draws of a layer have 52 bits. */
const STEPS = 2 ** 52;

/** For each of the 256 layers of f(x) = exp(-x² / 2), the lowest (with the tail) first and then from the top down. */
export interface Ziggurat {
  /** A draw of 52 bits below this lies wholly under the curve. */
  readonly inside: Float64Array;
  /** What makes a number of a draw: the layer's width / 2^52. */
  readonly scale: Float64Array;
  /** f at the layer's right edge. */
  readonly density: Float64Array;
}

let kept: Ziggurat | null = null;

/**
 * x[i] = f^-1(area / x[i + 1] + f(x[i + 1])), from x[255] = 3.654 to the top: the tables of NumPy's ziggurat, bit for bit.
 *
 * Marsaglia and Tsang 2000, with Doornik's 52 bits. NumPy's tables are what double arithmetic makes of this
 * recursion where exp and ln are rounded correctly (but for one entry). JavaScript's own may be a bit off, and the
 * recursion would carry that on.
 */
export function ziggurat(): Ziggurat {
  if (kept !== null) return kept;
  const [inside, scale, density] = [new Float64Array(256), new Float64Array(256), new Float64Array(256)];
  let x = TAIL_START;
  scale[255] = x / STEPS;
  density[255] = roundedExp(-0.5 * x * x);
  inside[0] = toEven(((x * density[255]!) / LAYER_AREA) * STEPS);
  scale[0] = LAYER_AREA / density[255]! / STEPS;
  density[0] = 1;
  for (let layer = 254; layer > 0; layer -= 1) {
    const narrower = Math.sqrt(-2 * roundedLog(LAYER_AREA / x + density[layer + 1]!));
    inside[layer + 1] = toEven((narrower / x) * STEPS);
    scale[layer] = narrower / STEPS;
    // NumPy's entry 38 lies one unit of the last place above the nearest double, and the recursion goes on from it.
    density[layer] = roundedExp(-0.5 * narrower * narrower) + (layer === 38 ? 2 ** -53 : 0);
    x = narrower;
  }
  inside[1] = 0;
  return (kept = { inside, scale, density });
}

/** The nearest whole number, the even one of two as near. */
function toEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
}
