import { parseArgs } from "node:util";

/** A flag of a command, as its help lists it. */
export interface Flag {
  readonly name: string;
  readonly help: string;
  /** What may follow the flag, in words; null where nothing may. */
  readonly allowed: string | null;
  /** What holds where the flag is absent. */
  readonly fallback?: string;
}

/** Wrong words on the command line; the message is a sentence for people. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const JSON_FLAG: Flag = { name: "json", help: "print one JSON object instead of a table", allowed: null };
export const HELP_FLAG: Flag = { name: "help", help: "print this and end (also -h)", allowed: null };

/**
 * [flag, value] in the order given; a flag without a value, or with none after it, has "". Throws a
 * UsageError for a flag that is not in `flags` or comes twice, a value where none belongs, and a stray word.
 */
export function readFlags(words: readonly string[], flags: readonly Flag[]): [name: string, value: string][] {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      ...Object.fromEntries(
        flags.map(({ name, allowed }) => [name, { type: allowed ? "string" : "boolean" } as const]),
      ),
      help: { type: "boolean", short: "h" },
    },
    // Not strict: the words for what is wrong are ours, and `--seed -1` is a value, not two flags.
    strict: false,
    tokens: true,
  });
  const seen = new Set<string>();
  const known = flags.map(({ name }) => `--${name}`).join(", ");
  return tokens.map((token): [string, string] => {
    if (token.kind === "positional")
      throw new UsageError(`A stray word, ${JSON.stringify(token.value)}: only ${known} are known.`);
    if (token.kind === "option-terminator") throw new UsageError(`"--" means nothing here: only ${known} are known.`);
    const flag = flags.find(({ name }) => name === token.name);
    if (flag === undefined) throw new UsageError(`Unknown flag ${token.rawName}: only ${known} are known.`);
    if (flag.allowed === null && token.value !== undefined) {
      throw new UsageError(`--${flag.name} cannot be ${JSON.stringify(token.value)}: it takes no value.`);
    }
    if (seen.has(flag.name)) throw new UsageError(`--${flag.name} is given twice: give it once.`);
    seen.add(flag.name);
    return [flag.name, token.value ?? ""];
  });
}

/** The lines of a help text that list the flags. */
export function describeFlags(flags: readonly Flag[]): string {
  const wide = Math.max(...flags.map(({ name }) => name.length)) + 2;
  const lines = flags.map(({ name, help, allowed, fallback }) => {
    const first = `  ${`--${name}`.padEnd(wide)}  ${help}${fallback === undefined ? "" : ` (default ${fallback})`}`;
    return allowed === null ? first : `${first}\n  ${" ".repeat(wide)}  ${allowed}`;
  });
  return lines.join("\n");
}
