import { within } from "./deadline.ts";
import type { Implementation, OpenImplementation } from "./implementation.ts";

/** How long a library may take to load, and one batch of runs to end, before it counts as hung. */
export interface Limits {
  readonly openMs: number;
  readonly runMs: number;
}

export const PATIENT_LIMITS: Limits = { openMs: 120_000, runMs: 120_000 };

/** An implementation through a run of the bench: opened when first needed, and again after it failed. */
export class Contestant {
  #opened: OpenImplementation | null = null;
  #refusal: string | null = null;
  #version: string | null = null;

  constructor(
    readonly implementation: Implementation,
    readonly limits: Limits,
  ) {}

  get name(): string {
    return this.implementation.name;
  }

  /** The library's version and backend, once it was opened. */
  get version(): string | null {
    return this.#version;
  }

  /** Opens it where it is not; rejects with a sentence, the same one ever after where it could not be had once. */
  async open(): Promise<OpenImplementation> {
    if (this.#refusal !== null) throw new Error(this.#refusal);
    if (this.#opened !== null) return this.#opened;
    const { openMs } = this.limits;
    const late = `${this.name} was not ready after ${openMs / 1000} seconds.`;
    try {
      this.#opened = await within(openMs, late, this.implementation.open());
      this.#version = this.#opened.version;
      return this.#opened;
    } catch (error) {
      this.#refusal = sentenceOf(error);
      throw error;
    }
  }

  /** Closes it after a failure, so that what is left of it disturbs no other; nobody waits for that. */
  abandon(): void {
    const opened = this.#opened;
    this.#opened = null;
    void closed(opened).catch(() => undefined);
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    await within(this.limits.runMs, "", closed(opened)).catch(() => undefined);
  }
}

async function closed(opened: OpenImplementation | null): Promise<void> {
  await opened?.close();
}

/** What went wrong, in one sentence. */
export function sentenceOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).trim().split("\n")[0]!;
  if (message === "") return "It failed without a reason.";
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
