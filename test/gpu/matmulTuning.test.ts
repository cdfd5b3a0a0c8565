import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuError } from "../../src/gpu/errors.ts";
import {
  type MatmulMachine,
  SHAPE_CLASSES,
  type Tuned,
  candidates,
  chooseVariant,
  defaultVariant,
  machineOf,
  shapeClass,
} from "../../src/gpu/matmul/choice.ts";
import { GpuMatmul } from "../../src/gpu/matmul/gpuMatmul.ts";
import { type TuningOptions, tune } from "../../src/gpu/matmul/tuning.ts";
import type { TunedProduct } from "../../src/gpu/matmul/tuningCheck.ts";
import { type TuningStore, rememberTuning, rememberedTuning, tuningKey } from "../../src/gpu/matmul/tuningStore.ts";
import { type MatmulVariant, variantName } from "../../src/gpu/matmul/variant.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

let context: GpuContext;
let machine: MatmulMachine;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  machine = machineOf(context);
});
afterAll(() => context.destroy());

/** Small and quick to compile. */
const base: MatmulVariant = {
  family: "registers",
  rows: 4,
  columns: 1,
  workgroup: [4, 1],
  inner: "mat4x4",
  quad: false,
  tileK: 0,
};
const [one, two, three] = [base, { ...base, rows: 8 }, { ...base, inner: "fma" as const }];

/** Tuning with a clock of its own: each run of a variant takes as long as `cost` says, checks included. */
function rehearsal(
  cost: (variant: MatmulVariant) => number,
  wrong?: MatmulVariant,
): TuningOptions & { runs: string[] } {
  let now = 0;
  const runs: string[] = [];
  return {
    runs,
    variants: [one, two, three],
    clock: () => now,
    budgetMs: 1e6,
    async prepare(shape, a, b, options): Promise<TunedProduct> {
      const variant = options.variant!;
      // Timing is rehearsed; what is checked is computed.
      const checked = shape.m === 131;
      const product = checked ? await GpuMatmul.prepare(context, shape, a, b, options) : null;
      return {
        async run(times = 1) {
          runs.push(variantName(variant));
          now += times * cost(variant);
          await product?.run(times);
        },
        async read() {
          const values = await product!.read();
          if (variant === wrong) values[values.length - 1]! += 1;
          return values;
        },
        destroy: () => product?.destroy(),
      };
    },
  };
}

const everywhere = (variant: MatmulVariant): Tuned["variants"] =>
  Object.fromEntries(SHAPE_CLASSES.map((kind) => [kind, variantName(variant)]));

describe("a tuning", () => {
  test("finds the fastest for every class", async () => {
    const tuned = await tune(
      context,
      rehearsal((variant) => (variant === two ? 5 : 7)),
    );
    expect(tuned).toEqual({ adapter: machine.adapter, variants: everywhere(two) });
  });

  test("never takes a variant that is wrong in a single value, however fast", async () => {
    const options = rehearsal((variant) => (variant === two ? 1 : variant === three ? 6 : 7), two);
    expect((await tune(context, options)).variants).toEqual(everywhere(three));
  });

  test("keeps the default where nothing beats it clearly", async () => {
    const standard = defaultVariant(machine, { m: 256, k: 256, n: 256 });
    const cost = (variant: MatmulVariant): number => (variantName(variant) === variantName(standard) ? 100 : 97);
    const tuned = await tune(context, { ...rehearsal(cost), variants: [one, standard] });
    expect(tuned.variants).toEqual({});
  });

  test("begins nothing when its time is up", async () => {
    const options = rehearsal(() => 10);
    expect(await tune(context, { ...options, budgetMs: 0 })).toEqual({ adapter: machine.adapter, variants: {} });
    expect(options.runs).toEqual([]);
  });

  test("gives what it found when its time ran out on the way", async () => {
    // 6 checks, then 3 first runs and 5 rounds of 3 for the class of small shapes: 24 runs of 10 ms.
    const options = rehearsal((variant) => (variant === two ? 5 : 10));
    const { variants } = await tune(context, { ...options, budgetMs: 210 });
    expect(Object.keys(variants)).toEqual(["small"]);
    expect(options.runs.length).toBeLessThanOrEqual(27);
  });

  test("stops when it is aborted", async () => {
    const controller = new AbortController();
    const options = rehearsal(() => {
      controller.abort(new Error("enough"));
      return 1;
    });
    await expect(tune(context, { ...options, signal: controller.signal })).rejects.toThrow("enough");
    expect(options.runs.length).toBe(2);
  });

  test("leaves out a variant that the device cannot compile", async () => {
    const options = rehearsal((variant) => (variant === two ? 1 : variant === three ? 6 : 7));
    const tuned = await tune(context, {
      ...options,
      prepare: (shape, a, b, more) =>
        more.variant === two ? Promise.reject(new GpuError("no")) : options.prepare!(shape, a, b, more),
    });
    expect(tuned.variants).toEqual(everywhere(three));
  });

  test("finds each of this machine's own candidates right", async () => {
    const { prepare, runs } = rehearsal(() => 1);
    await tune(context, { budgetMs: 60_000, prepare });
    const checks = 2;
    for (const variant of candidates(machine)) {
      expect(runs.filter((name) => name === variantName(variant)).length).toBeGreaterThan(checks);
    }
  });
});

function memory(entries: Record<string, string> = {}): TuningStore & { readonly kept: Map<string, string> } {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => void kept.set(key, value),
    clear: () => kept.clear(),
  };
}

describe("what is remembered", () => {
  const shape = { m: 2048, k: 2048, n: 2048 };

  test("is chosen until it is cleared", () => {
    const store = memory();
    const other = candidates(machine).at(-1)!;
    rememberTuning(store, machine, { adapter: machine.adapter, variants: { large: variantName(other) } });
    expect(chooseVariant(machine, shape, rememberedTuning(store, machine))).toEqual(other);
    expect(chooseVariant(machine, { m: 3, k: 3, n: 3 }, rememberedTuning(store, machine))).toEqual(
      defaultVariant(machine, { m: 3, k: 3, n: 3 }),
    );
    store.clear();
    expect(rememberedTuning(store, machine)).toBeNull();
    expect(chooseVariant(machine, shape, null)).toEqual(defaultVariant(machine, shape));
  });

  test.each([
    "",
    "{",
    "null",
    "7",
    "[]",
    "{}",
    '{"adapter":1,"variants":{}}',
    '{"adapter":"x","variants":{"large":3}}',
  ])("is ignored where it is corrupt: %s", (text) => {
    expect(rememberedTuning(memory({ [tuningKey(machine)]: text }), machine)).toBeNull();
  });

  test("is ignored where its variant is no longer a candidate, or its adapter is another", () => {
    const gone = { adapter: machine.adapter, variants: { large: "registers-99x99" } };
    expect(chooseVariant(machine, shape, gone)).toEqual(defaultVariant(machine, shape));
    const other = { adapter: "another", variants: { large: variantName(candidates(machine).at(-1)!) } };
    expect(chooseVariant(machine, shape, other)).toEqual(defaultVariant(machine, shape));
    expect(rememberedTuning(memory({ [tuningKey(machine)]: JSON.stringify(other) }), machine)).toBeNull();
  });
});

describe("without a tuning", () => {
  const software = { adapter: "SwiftShader", software: true, subgroups: false };
  const hardware = { ...software, software: false };

  test("a software adapter has large register tiles and no barriers, a GPU tiles in workgroup memory", () => {
    for (const side of [64, 700, 4096]) {
      const shape = { m: side, k: side, n: side };
      expect(defaultVariant(software, shape).family).toBe("registers");
      expect(defaultVariant(hardware, shape).family).toBe("workgroup");
    }
    const rowsFor = (m: number, n: number): number => defaultVariant(software, { m, k: 9, n }).rows;
    expect([16, 20, 64, 80, 100, 1024].map((m) => rowsFor(m, 9))).toEqual([16, 20, 16, 20, 20, 20]);
    expect([80, 129, 1024].map((m) => rowsFor(m, 1e5))).toEqual([20, 20, 32]);
    expect(defaultVariant({ ...software, subgroups: true }, { m: 9, k: 9, n: 9 }).quad).toBe(true);
    expect(candidates(software).some(({ quad }) => quad)).toBe(false);
  });

  test.each([
    [256, 256, "small"],
    [80, 1000, "small"],
    [80, 100_000, "wide"],
    [1024, 1024, "large"],
  ] as const)("(%i, %i) is %s", (m, n, kind) => {
    expect(shapeClass({ m, k: 80, n })).toBe(kind);
  });
});
