import type { RunOptions } from "../../model/engine.ts";
import type { Framework } from "../../model/initializer.ts";
import { type Drawing, drawPaced, type Numbers } from "../../random/drawing.ts";
import { openStream, type RandomStream } from "../../random/stream.ts";
import { ConfigError } from "../fields.ts";
import { assertSeed } from "./weights.ts";
import { FRAMEWORK_FIELD, MOST_WEIGHTS, SEED_FIELD } from "./weightsConfig.ts";

/** `uniform` is on [0, 1); the normal ones are N(0, 1), `truncated_normal` cut at ±2. */
export const DISTRIBUTIONS = ["uniform", "normal", "truncated_normal"] as const;

export type Distribution = (typeof DISTRIBUTIONS)[number];

/** What decides the numbers: one call of the framework, for an array of `count`. */
export interface RawConfig {
  readonly framework: Framework;
  readonly seed: bigint;
  readonly distribution: Distribution;
  readonly count: number;
}

export const DEFAULT_RAW_CONFIG: RawConfig = { framework: "pytorch", seed: 0n, distribution: "normal", count: 20 };

/** One field: its name in the terminal, what is allowed in words, and its reader. */
export interface RawField {
  readonly name: keyof RawConfig;
  readonly allowed: string;
  readonly help: string;
  /** Null for what is not allowed. */
  parse(text: string): RawConfig[keyof RawConfig] | null;
}

export const RAW_FIELDS: readonly RawField[] = [
  FRAMEWORK_FIELD,
  SEED_FIELD,
  {
    name: "distribution",
    help: "uniform on [0, 1), N(0, 1), or N(0, 1) cut at 2 deviations",
    allowed: `one of ${DISTRIBUTIONS.join(", ")}`,
    parse: (text) => DISTRIBUTIONS.find((name) => name === text.trim()) ?? null,
  },
  {
    name: "count",
    help: "how many numbers, drawn by one call",
    allowed: `a whole number from 1 to ${MOST_WEIGHTS}`,
    parse: (text) => {
      const count = /^\+?\d+$/.test(text.trim()) ? Number(text) : NaN;
      return count >= 1 && count <= MOST_WEIGHTS ? count : null;
    },
  },
];

/** Reads fields from text over the defaults; unknown names are left to the caller. Throws a ConfigError. */
export function readRawConfig(entries: Iterable<readonly [name: string, text: string]>): RawConfig {
  const config: Record<string, unknown> = { ...DEFAULT_RAW_CONFIG };
  for (const [name, text] of entries) {
    const field = RAW_FIELDS.find((one) => one.name === name);
    if (field === undefined) continue;
    const value = field.parse(text);
    if (value === null) throw new ConfigError(name, text, field.allowed);
    config[name] = value;
  }
  return config as unknown as RawConfig;
}

/**
 * The first numbers that a program draws after it has set the framework's seed, float32 where the framework is. Rejects
 * with a ConfigError before anything is drawn, and with the signal's reason once it is aborted.
 */
export async function drawRaw(config: RawConfig, options: RunOptions = {}): Promise<Numbers> {
  const { framework, seed, distribution, count } = config;
  if (distribution === "truncated_normal" && framework.startsWith("numpy")) {
    throw new ConfigError("distribution", distribution, `uniform or normal for ${framework}: only SciPy cuts them`);
  }
  assertSeed(config);
  return drawPaced(drawingOf(openStream(framework, seed), distribution, count), count, options);
}

function drawingOf(stream: RandomStream, distribution: Distribution, count: number): Drawing {
  if (distribution === "uniform") return stream.uniform(count);
  return distribution === "normal" ? stream.normal(count) : stream.truncatedNormal(count);
}
