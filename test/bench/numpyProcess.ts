import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** One thread, in whichever library numpy was built with. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** A Python that waits between pieces of work, so that they can be timed in turn with ours on one machine. */
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

  /**
   * Starts a program that prints numpy's version, then one line for each line it is sent. Null where there is no
   * python3, or no numpy in it. Whoever opens it closes it.
   */
  static async open(program: string): Promise<NumpyProcess | null> {
    const env = { ...process.env, ...ONE_THREAD };
    const child = spawn("python3", ["-c", program], { stdio: ["pipe", "pipe", "ignore"], env });
    // Without python3 there is an error, and no line either.
    child.on("error", () => {});
    child.stdin.on("error", () => {});
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await lines.next();
    return first.done === true ? null : new NumpyProcess(child, lines, first.value);
  }

  /** Sends a line and gives the answer. */
  async ask(line: string): Promise<string> {
    this.#child.stdin.write(`${line}\n`);
    const answer = await this.#lines.next();
    if (answer.done === true) throw new Error("numpy ended in the middle of its work.");
    return answer.value;
  }

  close(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }
}
