/**
 * One way to make C = A B on a GPU. Each thread holds `rows` × 4 `columns` values of C in registers;
 * the workgroup's threads lie side by side, `workgroup` of them across and down.
 */
export interface MatmulVariant {
  /** Whether threads read A and B for themselves, or share tiles of them in workgroup memory. */
  readonly family: "registers" | "workgroup";
  /** Rows of C a thread, a multiple of 4. */
  readonly rows: number;
  /** vec4s of columns of C a thread. */
  readonly columns: number;
  readonly workgroup: readonly [x: number, y: number];
  /** Products as chains of `fma`, or as `mat4x4 * vec4`. */
  readonly inner: "fma" | "mat4x4";
  /** Four neighbours load a quarter of A's rows each and share them by quadBroadcast: needs the feature `subgroups`. */
  readonly quad: boolean;
  /** Depth of the tiles in workgroup memory, a multiple of 4; 0 in the family `registers`. */
  readonly tileK: number;
}

/** Rows and columns of C that one workgroup makes. */
export function tileOf({ rows, columns, workgroup: [x, y] }: MatmulVariant): [rows: number, columns: number] {
  return [rows * y, 4 * columns * x];
}

/** Such as `registers-16x16-mat4x4-quad-4x1` or `workgroup-8x8-fma-16x16-k16`; no two variants share one. */
export function variantName({ family, rows, columns, workgroup, inner, quad, tileK }: MatmulVariant): string {
  const parts = [family, `${rows}x${4 * columns}`, inner, ...(quad ? ["quad"] : []), workgroup.join("x")];
  return [...parts, ...(tileK > 0 ? [`k${tileK}`] : [])].join("-");
}

/** What every WebGPU device offers a workgroup. */
const MOST_THREADS = 256;
const MOST_WORKGROUP_BYTES = 16_384;

/** Throws a RangeError where the variant cannot be made. */
export function assertVariant(variant: MatmulVariant): void {
  const { family, rows, workgroup, quad, tileK } = variant;
  const [x, y] = workgroup;
  const [tileRows, tileColumns] = tileOf(variant);
  const refuse = (why: string): never => {
    throw new RangeError(`the matmul variant ${variantName(variant)} ${why}`);
  };
  if (rows % 4 !== 0) refuse("has rows that are no multiple of 4");
  if (x * y > MOST_THREADS) refuse(`has more than ${MOST_THREADS} threads a workgroup`);
  if (quad && (x % 4 !== 0 || family === "workgroup")) refuse("has neighbours that do not share their rows");
  if ((family === "workgroup") !== tileK > 0 || tileK % 4 !== 0) refuse("has no depth of tiles that fits its family");
  if ((tileRows + tileColumns) * tileK * 4 > MOST_WORKGROUP_BYTES) refuse("needs more workgroup memory than there is");
  const vec4s = [tileRows, tileColumns].map((side) => (side * tileK) / 4);
  if (vec4s.some((count) => count % (x * y) !== 0)) refuse("has tiles that its threads cannot share out evenly");
}
