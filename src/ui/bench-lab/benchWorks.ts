import { FLAGSHIP, FLAGSHIP_FORWARD, TARGET_WORKS, type Work, matmulWork, workFlop } from "../../bench/work.ts";
import { ALLOWED_WORKS, LARGEST_SIDE, workName, workOf } from "../../bench/workNames.ts";
import { ConfigError } from "../../experiments/fields.ts";

/** The works that the lab offers of itself, and why one would choose them. */
export const OFFERED_WORKS: readonly { readonly work: Work; readonly hint: string }[] = [
  { work: matmulWork(80, 80, 1000), hint: "one layer of the notebook" },
  { work: matmulWork(256, 256, 256), hint: "" },
  { work: matmulWork(512, 512, 512), hint: "" },
  { work: matmulWork(1024, 1024, 1024), hint: "" },
  { work: matmulWork(2048, 2048, 2048), hint: "" },
  { work: matmulWork(4096, 4096, 4096), hint: "for a real GPU" },
  { work: FLAGSHIP_FORWARD, hint: "the notebook’s, 50 × 80, 1000 examples" },
  { work: FLAGSHIP, hint: "100 examples back as well" },
];

/** Reads a work's name. Throws a ConfigError where there is no such work, or it is too large. */
export function readWork(name: string): Work {
  const work = workOf(name);
  if (work === null) throw new ConfigError("works", name, ALLOWED_WORKS);
  return work;
}

/** A product as a person types it: "300 x 200 x 50" or "512". Throws a ConfigError that says what is allowed. */
export function readProduct(text: string): Work {
  const sizes = text
    .trim()
    .toLowerCase()
    .replaceAll(/[×*,]/g, "x")
    .replaceAll(/\s*x\s*|\s+/g, "x");
  const work = workOf(`matmul-${sizes}`);
  const allowed = `three sizes from 1 to ${LARGEST_SIDE}, such as 300 x 200 x 50`;
  if (work === null) throw new ConfigError("The product", text, allowed);
  return work;
}

export function isSameWork(one: Work, other: Work): boolean {
  return workName(one) === workName(other);
}

/** Products by size, then the network; each work once. */
export function orderedWorks(works: readonly Work[]): Work[] {
  const byName = new Map(works.map((work) => [workName(work), work]));
  const rank = (work: Work): number => (work.kind === "signal" ? 1e15 : 0) + workFlop(work);
  return [...byName.values()].toSorted((one, other) => rank(one) - rank(other));
}

export const DEFAULT_WORKS: readonly Work[] = orderedWorks(TARGET_WORKS);
