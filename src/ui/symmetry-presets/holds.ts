import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { SYMMETRY_PRESETS, type SymmetryPreset } from "./presets.ts";

/** Fields that change nothing of what the runs pass through: what computes, and how far the page runs by itself. */
const ASIDE: readonly (keyof SymmetryConfig)[] = ["engine", "iterations"];

/** Whether a configuration gives the runs that a change asks for. */
export function holds(config: SymmetryConfig, change: Partial<SymmetryConfig>): boolean {
  const keys = Object.keys(change) as (keyof SymmetryConfig)[];
  return keys.every((key) => ASIDE.includes(key) || isSame(config[key], change[key]));
}

/** The preset whose runs a configuration gives, of several the one that goes as far; undefined where there is none. */
export function presetInForce(config: SymmetryConfig): SymmetryPreset | undefined {
  const held = SYMMETRY_PRESETS.filter((preset) => holds(config, preset.config));
  return held.find((preset) => preset.config.iterations === config.iterations) ?? held[0];
}

/** Equal in all that lies in them; what is absent is what is undefined. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return Object.is(one, other);
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
