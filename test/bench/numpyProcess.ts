import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** Draws once for every line it is sent, and answers with the milliseconds; its first line is numpy's version. */
const PROGRAM = `
import sys, time
import numpy as np
print(np.__version__, flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    np.random.RandomState(0).standard_normal(int(line))
    print((time.perf_counter() - start) * 1e3, flush=True)
`;

/** A Python that waits between draws, so that they can be timed in turn with ours on one machine. */
export class NumpyProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor(
    child: ChildProcessByStdio<Writable, Readable, null>,
    lines: AsyncIterator<string>,
    readonly version: string,
  ) {
    this.#child = child;
    this.#lines = lines;
  }

  /** Null where there is no python3, or no numpy in it. Whoever opens it closes it. */
  static async open(): Promise<NumpyProcess | null> {
    const child = spawn("python3", ["-c", PROGRAM], { stdio: ["pipe", "pipe", "ignore"] });
    // Without python3 there is an error, and no line either.
    child.on("error", () => {});
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await lines.next();
    return first.done === true ? null : new NumpyProcess(child, lines, first.value);
  }

  /** Milliseconds of `RandomState(0).standard_normal(count)`, measured in Python. */
  async draw(count: number): Promise<number> {
    this.#child.stdin.write(`${count}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error("numpy ended in the middle of a draw.");
    return Number(line.value);
  }

  close(): void {
    this.#child.stdin.end();
  }
}
