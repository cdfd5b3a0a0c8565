import { startPacer } from "../model/pacer.ts";
import { Arena } from "./arena.ts";
import { type KernelModule, openKernelModule } from "./kernelModule.ts";
import { LANES, TILE, TILE_BYTES, panelBytes, panelsOf, tilesOf, weightBytes } from "./layout.ts";
import { assertProductFits } from "./limits.ts";
import { packTiles } from "./weights.ts";

/** Sides of C = A B : (m, k) · (k, n) → (m, n). */
export interface ProductShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** Rows of A that meet all of B at a time: so many bytes stay in the second nearest cache beside what flows past them. */
const BLOCK_BYTES = 2 ** 18;

/** Operations of one piece: a few milliseconds of one core, after which events can be let through. */
const PIECE_FLOP = 1e8;

/**
 * Makes C = A B ready: (m, k) · (k, n) → (m, n), row-major float32, in a memory of its own. A is packed in tiles, B in
 * panels, which no run does again. Throws a RangeError where a matrix is not of its shape, a LimitError where the three
 * take more memory than there is. `relaxed` is for tests.
 */
export async function prepareProduct(
  shape: ProductShape,
  a: Float32Array,
  b: Float32Array,
  relaxed?: boolean,
): Promise<Product> {
  assertShapes(shape, a, b);
  assertProductFits(productBytes(shape));
  return new Product(await openKernelModule(relaxed), shape, a, b);
}

/** C = A B in float32 SIMD on this thread; the caller disposes of it. */
export class Product {
  readonly #module: KernelModule;
  readonly #arena: Arena;
  readonly #shape: ProductShape;
  readonly #a: number;
  readonly #b: number;
  readonly #c: number;
  readonly #disposal = new AbortController();

  constructor(module: KernelModule, shape: ProductShape, a: Float32Array, b: Float32Array) {
    const { m, k, n } = shape;
    this.#module = module;
    this.#shape = shape;
    this.#arena = new Arena(module.memory, module.heapBase(), "choose smaller matrices");
    this.#a = this.#arena.take(weightBytes(m, k));
    this.#b = this.#arena.take(panelsOf(n) * panelBytes(k));
    this.#c = this.#arena.take(resultBytes(shape));
    packTiles(this.#arena.floats(this.#a, weightBytes(m, k) / 4), a, m, k, 0);
    packPanels(this.#arena.floats(this.#b, (panelsOf(n) * panelBytes(k)) / 4), b, k, n);
  }

  /**
   * Computes C `times` times, in pieces between which events are let through. Rejects with an AbortError where it is
   * disposed of meanwhile.
   */
  async run(times: number): Promise<void> {
    const pacer = startPacer({ signal: this.#disposal.signal });
    const pieces = piecesOf(this.#shape);
    for (let done = 0; done < times; done += 1) {
      for (const piece of pieces) {
        this.#multiply(piece);
        await pacer.pause(done / times);
      }
    }
  }

  #multiply({ row, rows, panel, panels }: Piece): void {
    const { k, n } = this.#shape;
    const stride = rowBytes(n);
    const a = this.#a + row * tilesOf(k) * TILE_BYTES;
    const b = this.#b + panel * panelBytes(k);
    const c = this.#c + row * TILE * stride + panel * LANES * 4;
    this.#module.multiply(a, b, c, stride, rows, k, panels);
  }

  /** C row-major, as the last run left it. */
  result(): Float32Array<ArrayBuffer> {
    const { m, n } = this.#shape;
    const values = new Float32Array(m * n);
    for (let row = 0; row < m; row += 1) {
      values.set(this.#arena.floats(this.#c + row * rowBytes(n), n), row * n);
    }
    return values;
  }

  /** Ends what is running; the memory goes when nobody holds this any more. */
  dispose(): void {
    this.#disposal.abort(new DOMException("The product was disposed of.", "AbortError"));
  }
}

/** `rows` rows of tiles from `row` on, times `panels` panels from `panel` on. */
interface Piece {
  readonly row: number;
  readonly rows: number;
  readonly panel: number;
  readonly panels: number;
}

/** The product in pieces: block by block of A, all panels in turn, so many at once as PIECE_FLOP allows. */
function piecesOf({ m, k, n }: ProductShape): Piece[] {
  const tileRows = Math.max(1, Math.floor(BLOCK_BYTES / (tilesOf(k) * TILE_BYTES)));
  const panelsAtOnce = Math.max(1, Math.floor(PIECE_FLOP / (2 * TILE * Math.min(tileRows, tilesOf(m)) * k * LANES)));
  const pieces: Piece[] = [];
  for (let row = 0; row < tilesOf(m); row += tileRows) {
    const rows = Math.min(tileRows, tilesOf(m) - row);
    for (let panel = 0; panel < panelsOf(n); panel += panelsAtOnce) {
      pieces.push({ row, rows, panel, panels: Math.min(panelsAtOnce, panelsOf(n) - panel) });
    }
  }
  return pieces;
}

/** The bytes that A, B and C take, but for alignment. */
export function productBytes(shape: ProductShape): number {
  const { m, k, n } = shape;
  return weightBytes(m, k) + panelsOf(n) * panelBytes(k) + resultBytes(shape);
}

/** Rows of C are filled up to whole panels, and to whole tiles. */
function rowBytes(n: number): number {
  return panelsOf(n) * LANES * Float32Array.BYTES_PER_ELEMENT;
}

function resultBytes({ m, n }: ProductShape): number {
  return tilesOf(m) * TILE * rowBytes(n);
}

/** Writes B : (k, n) row-major as panels of eight columns; what fills them up is zero. */
function packPanels(target: Float32Array, b: Float32Array, k: number, n: number): void {
  const stride = panelBytes(k) / Float32Array.BYTES_PER_ELEMENT;
  target.fill(0);
  for (let row = 0; row < k; row += 1) {
    for (let column = 0; column < n; column += 1) {
      target[Math.floor(column / LANES) * stride + row * LANES + (column % LANES)] = b[row * n + column]!;
    }
  }
}

function assertShapes({ m, k, n }: ProductShape, a: Float32Array, b: Float32Array): void {
  if ([m, k, n].every((side) => Number.isInteger(side) && side >= 1) && a.length === m * k && b.length === k * n)
    return;
  throw new RangeError(`A of ${a.length} values and B of ${b.length} are no (${m}, ${k}) and (${k}, ${n}) matrices`);
}
