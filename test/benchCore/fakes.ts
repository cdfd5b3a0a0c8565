import type { Implementation, MatmulData, PreparedWork, WorkResult } from "../../src/bench/implementation.ts";
import type { MatmulWork } from "../../src/bench/work.ts";

/** A clock that moves only when work says so. */
export class FakeClock {
  now = 0;
  readonly read = (): number => this.now;
}

/** What an implementation did, in order: "name open", "name run 3", ... */
export type Diary = string[];

export interface Fake {
  readonly name: string;
  readonly clock: FakeClock;
  readonly diary?: Diary;
  /** Milliseconds of the work done once, by the call of run(), from 0; the last holds from then on. */
  readonly ms?: readonly number[];
  /** Called with the number of the call of run(); may throw, or give a promise that never settles. */
  readonly onRun?: (call: number) => void | Promise<void>;
  readonly onOpen?: () => void | Promise<void>;
  /** What it leaves after that many calls of run(); by default the true product. */
  readonly values?: (exact: Float32Array, calls: number) => WorkResult;
  readonly deviceMs?: number;
  /** Keeps time itself, and says it is this. */
  readonly ownMs?: number;
  readonly noMatmul?: boolean;
}

/** The product, rounded once. */
export function product({ m, k, n }: MatmulWork, { a, b }: MatmulData): Float32Array {
  return Float32Array.from({ length: m * n }, (_, place) => {
    const [row, column] = [Math.floor(place / n), place % n];
    let sum = 0;
    for (let inner = 0; inner < k; inner += 1) sum += a[row * k + inner]! * b[inner * n + column]!;
    return sum;
  });
}

/** An implementation that takes the time and makes the mistakes it is told to. */
export function fake(options: Fake): Implementation {
  const { name, clock, diary = [], ms = [10], onRun, onOpen, values, deviceMs, ownMs } = options;
  let calls = 0;
  const prepare = (work: MatmulWork, data: MatmulData): PreparedWork => ({
    async run(times) {
      diary.push(`${name} run ${times}`);
      const call = calls;
      calls += 1;
      clock.now += times * ms[Math.min(call, ms.length - 1)]!;
      await onRun?.(call);
      return ownMs === undefined ? null : ownMs * times;
    },
    async result() {
      const exact = product(work, data);
      return values?.(exact, calls) ?? exact;
    },
    ...(deviceMs === undefined ? {} : { deviceMilliseconds: async () => deviceMs }),
    dispose: () => void diary.push(`${name} dispose`),
  });
  return {
    name,
    async open() {
      diary.push(`${name} open`);
      await onOpen?.();
      return {
        version: `${name} 1`,
        ...(options.noMatmul ? {} : { matmul: async (work, data) => prepare(work, data) }),
        close: () => void diary.push(`${name} close`),
      };
    },
  };
}
