import { type BenchStatus, DEFAULT_ROUNDS, PEER_NAMES, type PeerName } from "../../src/bench/benchMachine.ts";
import { TARGET_WORKS, type Work, matmulWork } from "../../src/bench/work.ts";
import { ALLOWED_WORKS, workName, workOf } from "../../src/bench/workNames.ts";
import { type Flag, HELP_FLAG, UsageError, readFlags } from "../../src/cli/flags.ts";

/** What the words of a bench command ask for. */
export interface BenchFlags {
  /** Null where the words name none: then the adapter decides, see `worksFor`. */
  readonly works: readonly Work[] | null;
  readonly rounds: number;
  readonly against: readonly PeerName[];
  readonly adapter: Adapter;
  /** Where the report goes as JSON, or null. */
  readonly json: string | null;
  readonly help: boolean;
}

/** Which adapter a browser is launched with: SwiftShader, or the machine's own. */
const ADAPTERS = ["software", "system"] as const;
export type Adapter = (typeof ADAPTERS)[number];

/** Past this, a slow machine is busy for hours. */
const MOST_ROUNDS = 1000;

/** Large enough to fill any GPU; minutes in software. */
const LARGE = matmulWork(4096, 4096, 4096);

/** What is timed on such an adapter. */
export function worksFor({ works }: Pick<BenchFlags, "works">, { adapter, software }: BenchStatus): readonly Work[] {
  return works ?? (adapter === null || software ? TARGET_WORKS : [LARGE, ...TARGET_WORKS]);
}

const COMMON_FLAGS: readonly Flag[] = [
  {
    name: "works",
    help: "what is timed",
    allowed: `some of ${ALLOWED_WORKS}, with commas between them`,
    fallback: `${TARGET_WORKS.map(workName).join(",")}, and ${workName(LARGE)} where the adapter is no software`,
  },
  {
    name: "rounds",
    help: "rounds in which all take turns; slow work gets fewer",
    allowed: `a whole number from 3 to ${MOST_ROUNDS}`,
    fallback: String(DEFAULT_ROUNDS),
  },
  { name: "json", help: "also write the report there as JSON", allowed: "a file's name" },
  HELP_FLAG,
];

const AGAINST_FLAG: Flag = {
  name: "against",
  help: "libraries that run the same work in the same rounds",
  allowed: `some of ${PEER_NAMES.join(", ")}, with commas between them`,
  fallback: "none",
};

const ADAPTER_FLAG: Flag = {
  name: "adapter",
  help: "the browser's adapter: SwiftShader, or this machine's GPU",
  allowed: `one of ${ADAPTERS.join(", ")}`,
  fallback: ADAPTERS[0],
};

/** Flags of `npm run bench`, and of `npm run bench:browser`, which has peers. */
export const NODE_FLAGS = COMMON_FLAGS;
export const BROWSER_FLAGS: readonly Flag[] = [AGAINST_FLAG, ADAPTER_FLAG, ...COMMON_FLAGS];

/** Reads the words of a bench command; a UsageError with a sentence where one is wrong. */
export function readBenchFlags(words: readonly string[], flags: readonly Flag[]): BenchFlags {
  const given = new Map(readFlags(words, flags));
  const works = read(given, flags, "works", (text) => listOf(text, workOf));
  const against = read(given, flags, "against", (text) =>
    listOf(text, (name) => PEER_NAMES.find((peer) => peer === name)),
  );
  const adapter = read(given, flags, "adapter", (text) => ADAPTERS.find((name) => name === text) ?? null);
  const rounds = read(given, flags, "rounds", (text) =>
    /^\d+$/.test(text) && inRange(Number(text)) ? Number(text) : null,
  );
  const json = read(given, flags, "json", (text) => text);
  return {
    works,
    against: against ?? [],
    adapter: adapter ?? ADAPTERS[0],
    rounds: rounds ?? DEFAULT_ROUNDS,
    json,
    help: given.has("help"),
  };
}

function inRange(rounds: number): boolean {
  return rounds >= 3 && rounds <= MOST_ROUNDS;
}

/** The flag's value, null where it was not given. */
function read<T>(
  given: ReadonlyMap<string, string>,
  flags: readonly Flag[],
  name: string,
  parse: (text: string) => T | null,
): T | null {
  const text = given.get(name);
  if (text === undefined) return null;
  const allowed = `it must be ${flags.find((flag) => flag.name === name)!.allowed}.`;
  if (text === "") throw new UsageError(`${name} cannot be empty: ${allowed}`);
  const value = parse(text);
  if (value === null) throw new UsageError(`${name} cannot be ${JSON.stringify(text)}: ${allowed}`);
  return value;
}

/** What the words between commas name, once each; null where one names nothing. */
function listOf<T>(text: string, find: (name: string) => T | null | undefined): T[] | null {
  const found = [...new Set(text.split(","))].map((name) => find(name.trim()) ?? null);
  return found.includes(null) ? null : (found as T[]);
}
