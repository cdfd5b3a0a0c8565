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

/** The work of that name, or null where there is none. */
export function workOf(name: string): Work | null {
  const signal = [FLAGSHIP, FLAGSHIP_FORWARD].find((work) => workName(work) === name);
  if (signal !== undefined) return signal;
  const match = /^matmul-(\d+)(?:x(\d+)x(\d+))?$/.exec(name);
  if (match === null) return null;
  const [m, k, n] = [match[1]!, match[2] ?? match[1]!, match[3] ?? match[1]!].map(Number) as [number, number, number];
  return [m, k, n].every((side) => side >= 1 && side <= LARGEST_SIDE) ? matmulWork(m, k, n) : null;
}
