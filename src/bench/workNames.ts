import { FLAGSHIP, FLAGSHIP_FORWARD, type Work, matmulWork } from "./work.ts";

/** The largest side of a product: 256 MiB a matrix. */
export const LARGEST_SIDE = 8192;

/** What names a work in the terminal and in addresses, in words. */
export const ALLOWED_WORKS = `flagship, flagship-forward, matmul-SIZE or matmul-MxKxN with sizes from 1 to ${LARGEST_SIDE}`;

/** The name of a work in the terminal and in addresses: its id without spaces and signs. */
export function workName(work: Work): string {
  if (work.kind === "signal") return work.id.replace(" ", "-");
  const { m, k, n } = work;
  return m === k && k === n ? `matmul-${m}` : `matmul-${m}x${k}x${n}`;
}

/** What people call it: "1024 × 1024 matrices", "80 × 80 by 80 × 1000", "the notebook’s network, forward". */
export function workTitle(work: Work): string {
  if (work.kind === "signal") {
    return `the notebook’s network, ${work.gradientSamples > 0 ? "there and back" : "forward"}`;
  }
  const { m, k, n } = work;
  return m === k && k === n ? `${m} × ${m} matrices` : `${m} × ${k} by ${k} × ${n}`;
}

/** A title that begins a line. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What people call the work of a row, by its id. */
export function titleOfId(id: string): string {
  const work = workOf(id.replace(" ", "-").replace("³", "").replaceAll("×", "x"));
  return work === null ? id : workTitle(work);
}

/** The work of that name, or null where there is none. */
export function workOf(name: string): Work | null {
  const signal = [FLAGSHIP, FLAGSHIP_FORWARD].find((work) => workName(work) === name);
  if (signal !== undefined) return signal;
  const match = /^matmul-(\d+)(?:x(\d+)x(\d+))?$/.exec(name);
  if (match === null) return null;
  const [m, k, n] = [match[1]!, match[2] ?? match[1]!, match[3] ?? match[1]!].map(Number) as [number, number, number];
  return [m, k, n].every((side) => side >= 1 && side <= LARGEST_SIDE) ? matmulWork(m, k, n) : null;
}
