import type { RunOptions } from "./engine.ts";

/** How long work may hold a thread before it lets events through: two pictures at 60 a second. */
const HOLD_MS = 30;

/** Lets other events through between pieces of long work, so that a page or a worker can be told to stop. */
export interface Pacer {
  /**
   * Waits one macrotask where the last pause is more than HOLD_MS ago, and reports the done fraction.
   * Throws the signal's reason once it is aborted.
   */
  pause(fraction: number): Promise<void>;
}

/** A pacer for one run; throws the signal's reason at once where it is already aborted. */
export function startPacer({ signal, onProgress }: RunOptions = {}): Pacer {
  signal?.throwIfAborted();
  let last = performance.now();
  return {
    async pause(fraction) {
      if (performance.now() - last < HOLD_MS) return;
      onProgress?.(fraction);
      await nextMacrotask();
      signal?.throwIfAborted();
      last = performance.now();
    },
  };
}

/** After every event that waits now; a timer would wait 4 ms more once timers nest. */
export function nextMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
