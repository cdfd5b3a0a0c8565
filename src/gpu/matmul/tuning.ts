import type { GpuContext } from "../context.ts";
import {
  type MatmulMachine,
  SHAPE_CLASSES,
  type ShapeClass,
  type Tuned,
  candidates,
  defaultVariant,
  machineOf,
} from "./choice.ts";
import { GpuMatmul } from "./gpuMatmul.ts";
import type { MatmulShape } from "./matmulParts.ts";
import { type PrepareProduct, type TunedProduct, isRight } from "./tuningCheck.ts";
import { type MatmulVariant, variantName } from "./variant.ts";

export interface TuningOptions {
  /** Milliseconds after which nothing new is begun; what is known by then is the result. */
  readonly budgetMs?: number | undefined;
  /** Aborting rejects the tuning with the signal's reason, between two runs. */
  readonly signal?: AbortSignal | undefined;
  readonly variants?: readonly MatmulVariant[] | undefined;
  /** Milliseconds, always rising. */
  readonly clock?: (() => number) | undefined;
  readonly prepare?: PrepareProduct | undefined;
}

/** The shape that stands for each class. */
function tuningShape(kind: ShapeClass, software: boolean): MatmulShape {
  const cube = (side: number): MatmulShape => ({ m: side, k: side, n: side });
  if (kind === "small") return cube(256);
  if (kind === "wide") return { m: 80, k: 80, n: 16_384 };
  return cube(software ? 512 : 2048);
}

/** A batch is at least so long, that clocks of browsers and the queue's own time do not decide. */
const BATCH_MS = 2;
const ROUNDS = 5;
/** A variant must be so much faster than the default to be taken for it: timings waver. */
const GAIN = 0.95;

/**
 * Finds the fastest variant for each class of shapes. Each candidate is first checked against the plain kernel; those
 * that are right take turns, and the least median of the rounds' own ratios to the default wins. Run it when the
 * machine is idle: nothing waits for it.
 */
export async function tune(context: GpuContext, options: TuningOptions = {}): Promise<Tuned> {
  const tuner = new Tuner(context, options);
  const right = await tuner.rightVariants();
  const variants: Partial<Record<ShapeClass, string>> = {};
  for (const kind of SHAPE_CLASSES) {
    const found = await tuner.fastest(kind, right);
    if (found !== null) variants[kind] = variantName(found);
  }
  return { adapter: context.info.adapter, variants };
}

class Tuner {
  readonly #machine: MatmulMachine;
  readonly #clock: () => number;
  readonly #end: number;
  readonly #prepare: PrepareProduct;

  constructor(
    readonly context: GpuContext,
    readonly options: TuningOptions,
  ) {
    this.#machine = machineOf(context);
    this.#clock = options.clock ?? (() => performance.now());
    this.#end = this.#clock() + (options.budgetMs ?? 8000);
    this.#prepare = options.prepare ?? ((shape, a, b, more) => GpuMatmul.prepare(context, shape, a, b, more));
  }

  /** Whether there is time for one thing more; throws where the tuning was aborted. */
  #goesOn(): boolean {
    this.options.signal?.throwIfAborted();
    return this.#clock() < this.#end;
  }

  /** The candidates whose products are those of the plain kernel, A stored either way. */
  async rightVariants(): Promise<MatmulVariant[]> {
    const right: MatmulVariant[] = [];
    for (const variant of this.options.variants ?? candidates(this.#machine)) {
      if (!this.#goesOn()) break;
      if (await isRight(this.context, variant, this.#prepare)) right.push(variant);
    }
    return right;
  }

  /** The fastest of these on the class's shape; null where none beats the default, or time is up before one round is done. */
  async fastest(kind: ShapeClass, variants: readonly MatmulVariant[]): Promise<MatmulVariant | null> {
    const shape = tuningShape(kind, this.#machine.software);
    const own = variantName(defaultVariant(this.#machine, shape));
    const entrants: Entrant[] = [];
    try {
      for (const variant of variants) {
        if (!this.#goesOn()) return null;
        const product = await this.#prepare(shape, half(shape.m * shape.k), half(shape.k * shape.n), { variant });
        entrants.push({ variant, product, times: [] });
        await product.run(1);
      }
      for (let round = 0; round < ROUNDS && (await this.#round(entrants)); round += 1);
    } finally {
      for (const { product } of entrants) product.destroy();
    }
    return winner(entrants, own);
  }

  /** One turn each; false, and nothing of this round is kept, where time ran out. */
  async #round(entrants: readonly Entrant[]): Promise<boolean> {
    const times: number[] = [];
    for (const { product } of entrants) {
      if (!this.#goesOn()) return false;
      times.push(await this.#time(product));
    }
    entrants.forEach((entrant, index) => entrant.times.push(times[index]!));
    return true;
  }

  /** Milliseconds a product, over a batch that is long enough. */
  async #time(product: TunedProduct): Promise<number> {
    for (let times = 1; ; times *= 4) {
      const start = this.#clock();
      await product.run(times);
      const elapsed = this.#clock() - start;
      if (elapsed >= BATCH_MS || times >= 4096) return elapsed / times;
    }
  }
}

interface Entrant {
  readonly variant: MatmulVariant;
  readonly product: TunedProduct;
  readonly times: number[];
}

function half(count: number): Float32Array {
  return new Float32Array(count).fill(0.5);
}

/** The entrant of least median ratio to the default's time, where that is a gain; without the default among them, the fastest. */
function winner(entrants: readonly Entrant[], own: string): MatmulVariant | null {
  if (entrants.length === 0 || entrants[0]!.times.length === 0) return null;
  const standard = entrants.find(({ variant }) => variantName(variant) === own);
  const base = (standard ?? entrants[0]!).times;
  const ratio = ({ times }: Entrant): number => median(times.map((time, round) => time / base[round]!));
  const best = entrants.reduce((least, entrant) => (ratio(entrant) < ratio(least) ? entrant : least));
  return standard === undefined || ratio(best) < GAIN ? best.variant : null;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
