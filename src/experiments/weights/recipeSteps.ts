import type { WeightPlan } from "../initializers/weightPlan.ts";
import { shortestText } from "./numpyDigits.ts";
import type { WeightsConfig } from "./weightsConfig.ts";

/** One step on a number's way. */
export interface RecipeStep {
  /** What this step makes: `op seed`, `bits`, `uniform` ...; the last is `weight` or `bias`. */
  readonly label: string;
  /** Words in hexadecimal, numbers with the fewest digits that read back to their bits. */
  readonly value: string;
  /** How it was made of the steps before, in a sentence. */
  readonly note: string;
}

/** An array that the framework drew, or filled. */
export interface Draw {
  readonly plan: WeightPlan;
  readonly shape: readonly [rows: number, columns: number];
}

/** A number, and everything drawn before it from the same seed. */
export interface RecipeTarget extends Draw {
  readonly config: WeightsConfig;
  /** From 0. */
  readonly layer: number;
  readonly part: "weight" | "bias";
  /** Row-major. */
  readonly index: number;
  readonly fanIn: number;
  readonly fanOut: number;
  /** In the order of the draws. */
  readonly earlier: readonly Draw[];
}

/** What a framework's recipe consists of. */
export interface FrameworkRecipe {
  /** From the seed to the generator of this array. */
  source(target: RecipeTarget): RecipeStep[];
  /** From the generator to the number, of a uniform, normal or truncated normal plan. */
  draw(target: RecipeTarget): RecipeStep[];
}

export const { fround } = Math;

export function step(label: string, value: string, note: string): RecipeStep {
  return { label, value, note };
}

/** 0x and eight digits for each word. */
export function hex(...words: number[]): string {
  return words.map((word) => `0x${(word >>> 0).toString(16).padStart(8, "0")}`).join(" ");
}

/** A float32 number as text. */
export function single(value: number): string {
  return shortestText(fround(value), true);
}

/** A float64 number as text. */
export function double(value: number): string {
  return shortestText(value, false);
}

/** 1st, 2nd, 3rd, 4th, ... 11th. */
export function ordinal(number: number): string {
  const suffixes = ["th", "st", "nd", "rd"];
  const teen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${teen ? "th" : (suffixes[number % 10] ?? "th")}`;
}

/** Whether the array took random numbers. */
export function isDrawn({ plan }: Draw): boolean {
  return plan.kind !== "constant" && plan.kind !== "identity";
}

export function sizeOf({ shape }: Draw): number {
  return shape[0] * shape[1];
}

/** A plan's standard deviation and mean. */
export function momentsOf(plan: WeightPlan): { readonly mean: number; readonly std: number } {
  if (plan.kind === "normal" || plan.kind === "truncated_normal") return plan;
  return { mean: 0, std: plan.kind === "sparse" ? plan.std : 1 };
}
