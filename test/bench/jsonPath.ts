import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError } from "../../src/cli/flags.ts";

/** A UsageError where no file can be written there: said before anything is measured, not after. */
export async function refuseUnwritable(json: string | null): Promise<void> {
  if (json === null) return;
  const path = resolve(json);
  const found = await stat(path).catch(() => null);
  const refuse = (why: string): never => {
    throw new UsageError(`json cannot be ${JSON.stringify(json)}: ${why}.`);
  };
  if (found?.isDirectory() === true) refuse("that is a folder, where it must be a file");
  const folder = dirname(path);
  const isFolder = await stat(folder).then(
    (above) => above.isDirectory(),
    () => false,
  );
  if (!isFolder) refuse(`there is no folder ${folder}, so make it first or name another`);
  await access(found === null ? folder : path, constants.W_OK).catch(() => refuse("it cannot be written"));
}
