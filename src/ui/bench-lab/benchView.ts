import { DEFAULT_ROUNDS, PEER_NAMES, type PeerName } from "../../bench/benchMachine.ts";
import type { Work } from "../../bench/work.ts";
import { workName } from "../../bench/workNames.ts";
import { ConfigError } from "../../experiments/fields.ts";
import { DEFAULT_WORKS, orderedWorks, readWork } from "./benchWorks.ts";

/** What the Bench lab would run; the URL's query mirrors it. */
export interface BenchView {
  readonly works: readonly Work[];
  readonly against: readonly PeerName[];
  readonly rounds: number;
}

export const DEFAULT_VIEW: BenchView = { works: DEFAULT_WORKS, against: [], rounds: DEFAULT_ROUNDS };

export const LEAST_ROUNDS = 3;
export const MOST_ROUNDS = 50;
export const MOST_WORKS = 12;
const LAB = "lab";
const NAMES: readonly string[] = ["works", "against", "rounds"];
/** Links may hold it; no link starts a bench. */
const RUN = "run";

/** An address that cannot be read although each of its values could. */
export class AddressError extends RangeError {
  override readonly name = "AddressError";
}

/** The query of a view, without its question mark. */
export function viewQuery({ works, against, rounds }: BenchView): string {
  const query = new URLSearchParams({ [LAB]: "bench" });
  const names = works.map(workName).join(",");
  if (names !== DEFAULT_VIEW.works.map(workName).join(",")) query.set("works", names);
  if (against.length > 0) query.set("against", against.join(","));
  if (rounds !== DEFAULT_VIEW.rounds) query.set("rounds", String(rounds));
  // Commas are safe in a query, and people read them.
  return query.toString().replaceAll("%2C", ",");
}

/** Reads a query. Throws a ConfigError that names field, value and what is allowed, or an AddressError. */
export function readView(search: string): BenchView {
  const query = new URLSearchParams(search);
  const twice = NAMES.find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) {
    const values = query.getAll(twice).map((value) => JSON.stringify(value));
    throw new AddressError(`${twice} is named ${values.length} times, as ${values.join(" and as ")}: name it once.`);
  }
  return {
    works: readWorks(query.get("works")),
    against: readPeers(query.get("against")),
    rounds: readRounds(query.get("rounds")),
  };
}

/** What a person should know of names in a query that do nothing here; "" where there are none. */
export function unknownText(search: string): string {
  const names = [...new Set(new URLSearchParams(search).keys())].filter((name) => name !== LAB && name !== RUN);
  const unknown = names.filter((name) => !NAMES.includes(name));
  if (unknown.length === 0) return "";
  return `The address names ${unknown.join(", ")}, which this page does not know. It knows ${NAMES.join(", ")}.`;
}

/** Whether a link asks for a run of itself. */
export function asksToRun(search: string): boolean {
  return new URLSearchParams(search).has(RUN);
}

function listed(text: string): string[] {
  return text.split(",").filter((name) => name !== "");
}

function readWorks(text: string | null): readonly Work[] {
  if (text === null) return DEFAULT_VIEW.works;
  const works = orderedWorks(listed(text).map(readWork));
  if (works.length > MOST_WORKS) throw new ConfigError("works", text, `at most ${MOST_WORKS} works`);
  return works;
}

function readPeers(text: string | null): readonly PeerName[] {
  const names = listed(text ?? "");
  const stranger = names.find((name) => !PEER_NAMES.some((peer) => peer === name));
  if (stranger !== undefined) throw new ConfigError("against", stranger, `one or more of ${PEER_NAMES.join(", ")}`);
  return PEER_NAMES.filter((peer) => names.includes(peer));
}

/** Rounds as the address or a person has them. Throws a ConfigError that says what is allowed. */
export function readRounds(text: string | null): number {
  if (text === null) return DEFAULT_VIEW.rounds;
  if (/^\d+$/.test(text) && Number(text) >= LEAST_ROUNDS && Number(text) <= MOST_ROUNDS) return Number(text);
  throw new ConfigError("rounds", text, `a whole number from ${LEAST_ROUNDS} to ${MOST_ROUNDS}`);
}
