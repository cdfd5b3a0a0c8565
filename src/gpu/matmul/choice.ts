import type { EngineInfo } from "../../model/engine.ts";
import { roundUp } from "../bufferPool.ts";
import type { MatmulShape } from "./matmulParts.ts";
import { type MatmulVariant, variantName } from "./variant.ts";

/** What decides which variants a device can run, and which are likely to be fast there. */
export interface MatmulMachine {
  /** As its adapter names itself. */
  readonly adapter: string;
  readonly software: boolean;
  readonly subgroups: boolean;
}

export function machineOf({ info, device }: { info: EngineInfo; device: GPUDevice }): MatmulMachine {
  return { adapter: info.adapter, software: info.software, subgroups: device.features.has("subgroups") };
}

/** Shapes that one variant serves: few values, a layer's few rows by very many examples, or much of both. */
export type ShapeClass = "small" | "wide" | "large";
export const SHAPE_CLASSES: readonly ShapeClass[] = ["small", "wide", "large"];

/** Values of C below which large tiles would leave a GPU's cores idle. */
const SMALL_VALUES = 2 ** 20;
/** Rows up to which a product is a layer's. */
const LAYER_ROWS = 128;

export function shapeClass({ m, n }: MatmulShape): ShapeClass {
  if (m * n < SMALL_VALUES) return "small";
  return m <= LAYER_ROWS ? "wide" : "large";
}

/** What a tuning found fastest for each class of shapes, by name. */
export interface Tuned {
  readonly adapter: string;
  readonly variants: Readonly<Partial<Record<ShapeClass, string>>>;
}

function registers(rows: number, columns: number, more: Partial<MatmulVariant> = {}): MatmulVariant {
  return { family: "registers", rows, columns, workgroup: [4, 1], inner: "mat4x4", quad: false, tileK: 0, ...more };
}

function workgroup(rows: number, columns: number, threads: readonly [number, number], tileK: number): MatmulVariant {
  return { family: "workgroup", rows, columns, workgroup: threads, inner: "fma", quad: false, tileK };
}

/**
 * Large tiles in registers, the largest first: a software adapter pays for each load and barrier, and for little else.
 * The first takes it a second to compile.
 */
const SOFTWARE: readonly MatmulVariant[] = [registers(32, 4), registers(20, 4), registers(16, 4)];

/** Tiles in workgroup memory, read many times, and enough threads to hide what a read takes. */
const HARDWARE: readonly MatmulVariant[] = [
  workgroup(8, 2, [16, 16], 16),
  workgroup(4, 2, [16, 8], 16),
  workgroup(4, 1, [8, 8], 16),
  workgroup(8, 1, [16, 8], 16),
  registers(8, 1, { workgroup: [8, 8], inner: "fma" }),
];

/** Where the default of each class stands among a GPU's. */
const HARDWARE_DEFAULTS: Readonly<Record<ShapeClass, number>> = { small: 2, wide: 1, large: 0 };

/** The variants that a tuning tries on such a machine. */
export function candidates({ software, subgroups }: MatmulMachine): readonly MatmulVariant[] {
  if (!software) return HARDWARE;
  return subgroups ? SOFTWARE.map((variant) => ({ ...variant, quad: true })) : SOFTWARE;
}

/** The variant for a product without a tuning. */
export function defaultVariant(machine: MatmulMachine, shape: MatmulShape): MatmulVariant {
  const list = candidates(machine);
  if (!machine.software) return list[HARDWARE_DEFAULTS[shapeClass(shape)]]!;
  const worthwhile = shapeClass(shape) === "large" ? list : list.slice(1);
  // Each is, measured, a tenth or more faster than the next, but for the rows that it makes in vain.
  const made = ({ rows }: MatmulVariant): number => roundUp(shape.m, rows);
  const least = Math.min(...worthwhile.map(made));
  return worthwhile.find((variant) => made(variant) <= 1.05 * least)!;
}

/** The variant that a tuning of this machine found, where it is still one of the candidates, else the default. */
export function chooseVariant(machine: MatmulMachine, shape: MatmulShape, tuned: Tuned | null = null): MatmulVariant {
  const name = tuned?.adapter === machine.adapter ? tuned.variants[shapeClass(shape)] : undefined;
  const found = candidates(machine).find((variant) => variantName(variant) === name);
  return found ?? defaultVariant(machine, shape);
}
