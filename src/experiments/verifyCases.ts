import { NONLINEARITY_IDS, type NonlinearityId } from "../model/nonlinearity.ts";
import type { KernelName, WeightMatrix } from "../model/kernels.ts";
import { type ScaledMatrix, ZERO_EXPONENT } from "../model/scaled.ts";
import { NumpyLegacy } from "../random/numpyLegacy.ts";

/** The sizes of one check; activations and the like use `fanOut` rows. */
export interface VerifyShape {
  readonly fanOut: number;
  readonly fanIn: number;
  readonly examples: number;
}

/** One check: a kernel, its sizes, and where it matters φ, a bias and a factor on the weights. */
export interface VerifyPlan extends VerifyShape {
  readonly kernel: KernelName;
  readonly nonlinearity: NonlinearityId;
  readonly bias: boolean;
  readonly std: number;
  /** What the values of a statistics case lie around; null for columns of every scale. */
  readonly offset: number | null;
}

const NAMED_SHAPES: readonly VerifyShape[] = [
  { fanOut: 1, fanIn: 1, examples: 1 },
  { fanOut: 4, fanIn: 4, examples: 4 },
  { fanOut: 16, fanIn: 16, examples: 64 },
  { fanOut: 5, fanIn: 3, examples: 7 },
  { fanOut: 80, fanIn: 80, examples: 100 },
  { fanOut: 33, fanIn: 129, examples: 65 },
  { fanOut: 3, fanIn: 2048, examples: 5 },
  { fanOut: 2048, fanIn: 3, examples: 9 },
];

/** Shapes for each φ: 1, one workgroup, ragged. */
const ELEMENTWISE_SHAPES = NAMED_SHAPES.filter((_, index) => index === 0 || index === 2 || index === 5);

/** Factors on the weights: ordinary, and where float32 and nearly float64 end. */
const FACTORS = [1, 0.15811388300841897, 1e-200, 1e200] as const;

/** What values lie around, in units of their own spread: float32 still holds 7 to 14 bits of it. */
const OFFSETS = [1e3, -3e4, 1e5] as const;

const MATRIX_KERNELS: readonly KernelName[] = [
  "affine",
  "gradActivation",
  "gradWeight",
  "lossGradient",
  "statistics",
  "histogram",
];

/** How many shapes are drawn for each kernel that has no φ. */
const DRAWN_SHAPES = 16;

/** All checks, the same at every call: named shapes, every φ, and shapes drawn from a seed. */
export function verifyPlans(): VerifyPlan[] {
  const plans: VerifyPlan[] = [];
  const random = new NumpyLegacy(7);
  const size = (largest: number): number => 1 + Math.floor(random.random() * largest);
  const plain = { nonlinearity: "relu" as const, bias: false, std: 1, offset: null };
  for (const kernel of MATRIX_KERNELS) {
    const shapes = [...NAMED_SHAPES];
    for (let drawn = 0; drawn < DRAWN_SHAPES; drawn += 1) {
      shapes.push({ fanOut: size(150), fanIn: size(150), examples: size(150) });
    }
    shapes.forEach((shape, index) => {
      if (kernel === "statistics") plans.push({ ...plain, ...shape, kernel, offset: OFFSETS[index % 3]! });
      plans.push({ ...plain, ...shape, kernel, bias: index % 2 === 1, std: FACTORS[index % 4]! });
    });
  }
  for (const nonlinearity of NONLINEARITY_IDS) {
    for (const shape of ELEMENTWISE_SHAPES) {
      plans.push({ ...plain, ...shape, kernel: "activate", nonlinearity });
      plans.push({ ...plain, ...shape, kernel: "gradPreactivation", nonlinearity });
    }
  }
  return plans;
}

/** Seeded matrices whose values float32 holds exactly, so that a check measures the kernel and not the upload. */
export class CaseData {
  readonly #random: NumpyLegacy;

  constructor(seed: number) {
    this.#random = new NumpyLegacy(seed);
  }

  /** Normals of float32, some of them zero. */
  values(count: number): Float64Array {
    const values = new Float64Array(count);
    this.#random.fillNormal(values);
    return values.map((value) => (this.#random.random() < 0.02 ? 0 : Math.fround(value)));
  }

  weight({ fanOut, fanIn, std }: VerifyPlan): WeightMatrix {
    return { fanOut, fanIn, std, unit: this.values(fanOut * fanIn) };
  }

  /** Columns of ordinary, tiny and huge scale in turn, and from the ninth on one of zeros. */
  matrix(rows: number, columns: number): ScaledMatrix {
    const scales = [0, 1, -2, 3, -40, 40, 700, -700];
    return this.#matrix(rows, columns, (column) => scales[column % scales.length]!);
  }

  /** Values that lie close together, far from zero: what a sum of squares about zero would lose. */
  offsetMatrix(rows: number, columns: number, offset: number): ScaledMatrix {
    const spread = this.values(rows * columns);
    const mantissa = spread.map((value) => Math.fround(offset + value));
    return { rows, columns, mantissa, exponent: new Int32Array(columns) };
  }

  /** Columns near the scale where φ bends, and some far out. */
  preactivation(rows: number, columns: number): ScaledMatrix {
    const scales = [0, 1, 2, 3, -1, -6, 5, -25, -40, 40, -700, 700];
    return this.#matrix(rows, columns, (column) => scales[column % scales.length]!);
  }

  #matrix(rows: number, columns: number, scale: (column: number) => number): ScaledMatrix {
    const mantissa = this.values(rows * columns);
    const exponent = Int32Array.from({ length: columns }, (_, column) => scale(column));
    for (let column = 8; column < columns; column += 13) {
      for (let row = 0; row < rows; row += 1) mantissa[row * columns + column] = 0;
    }
    for (let column = 0; column < columns; column += 1) {
      let empty = true;
      for (let row = 0; row < rows; row += 1) empty &&= mantissa[row * columns + column] === 0;
      if (empty) exponent[column] = ZERO_EXPONENT;
    }
    return { rows, columns, mantissa, exponent };
  }
}
