import { type MatmulMachine, SHAPE_CLASSES, type Tuned } from "./choice.ts";

/** Where tunings are kept between visits, given by the entry: a browser's storage, a file. */
export interface TuningStore {
  read(key: string): string | null;
  write(key: string, value: string): void;
  /** Forgets every tuning. */
  clear(): void;
}

/** Goes up with every change of kernels or candidates, so that older tunings are not used. */
const TUNING_VERSION = 1;

export function tuningKey({ adapter, subgroups }: MatmulMachine): string {
  return `initscope matmul tuning ${TUNING_VERSION}: ${adapter}${subgroups ? ", subgroups" : ""}`;
}

export function rememberTuning(store: TuningStore, machine: MatmulMachine, tuned: Tuned): void {
  store.write(tuningKey(machine), JSON.stringify(tuned));
}

/** The tuning kept for this machine; null where there is none, or what is kept is none. */
export function rememberedTuning(store: TuningStore, machine: MatmulMachine): Tuned | null {
  const text = store.read(tuningKey(machine));
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return isTuned(kept) && kept.adapter === machine.adapter ? kept : null;
  } catch {
    return null;
  }
}

function isTuned(value: unknown): value is Tuned {
  if (typeof value !== "object" || value === null) return false;
  const { adapter, variants } = value as Partial<Record<keyof Tuned, unknown>>;
  if (typeof adapter !== "string" || typeof variants !== "object" || variants === null) return false;
  const names = variants as Record<string, unknown>;
  return SHAPE_CLASSES.every((shape) => names[shape] === undefined || typeof names[shape] === "string");
}
