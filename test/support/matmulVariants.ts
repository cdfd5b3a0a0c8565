import { candidates } from "../../src/gpu/matmul/choice.ts";
import { type MatmulVariant, variantName } from "../../src/gpu/matmul/variant.ts";

/** By name, every variant that a tuning may try on any kind of machine. */
export const VARIANTS: ReadonlyMap<string, MatmulVariant> = new Map(
  [true, false].flatMap((software) =>
    [true, false].flatMap((subgroups) =>
      candidates({ adapter: "any", software, subgroups }).map((variant) => [variantName(variant), variant] as const),
    ),
  ),
);
