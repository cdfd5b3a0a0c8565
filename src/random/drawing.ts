import type { RunOptions } from "../model/engine.ts";
import { startPacer } from "../model/pacer.ts";

/** Numbers as a framework keeps them: float32 where it is float32. */
export type Numbers = Float32Array | Float64Array;

/** A draw on its way: yields how many of its numbers are done, and returns them all. */
export type Drawing<Values extends Numbers = Numbers> = Generator<number, Values, void>;

/** Numbers drawn between two pauses: a few milliseconds. Whole blocks of every generator. */
const PIECE = 2 ** 14;

/** Fills `out` in pieces; `fill` draws the numbers from one index to before another. */
export function* inPieces<Values extends Numbers>(
  out: Values,
  fill: (from: number, to: number) => void,
): Drawing<Values> {
  for (let from = 0; from < out.length; from += PIECE) {
    const to = Math.min(from + PIECE, out.length);
    fill(from, to);
    yield to;
  }
  return out;
}

/** A drawing as one half of the work, after `before` numbers of the other half. */
export function* halfOf<Values extends Numbers>(before: number, drawing: Drawing<Values>): Drawing<Values> {
  for (;;) {
    const step = drawing.next();
    if (step.done === true) return step.value;
    yield (before + step.value) / 2;
  }
}

/** Draws everything at once. */
export function drawNow<Values extends Numbers>(drawing: Drawing<Values>): Values {
  for (;;) {
    const step = drawing.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Draws in pieces and lets other events through between them; reports the done fraction of `count` numbers.
 * Rejects with the signal's reason once it is aborted.
 */
export async function drawPaced<Values extends Numbers>(
  drawing: Drawing<Values>,
  count: number,
  options: RunOptions = {},
): Promise<Values> {
  const pacer = startPacer(options);
  for (;;) {
    const step = drawing.next();
    if (step.done === true) return step.value;
    await pacer.pause(step.value / count);
  }
}

/** A RangeError where `count` is no whole number of 0 or more. */
export function assertCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`The count of numbers must be a whole number of 0 or more; it is ${count}.`);
  }
}
