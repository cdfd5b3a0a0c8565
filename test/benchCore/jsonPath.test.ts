import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../src/cli/flags.ts";
import { refuseUnwritable } from "../bench/jsonPath.ts";

describe("where a report can be written", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "initscope-json-"));
    await writeFile(join(folder, "old.json"), "{}");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is nowhere, a new file or an old one; asking makes none", async () => {
    for (const path of [null, join(folder, "new.json"), join(folder, "old.json")]) await refuseUnwritable(path);
    expect(await readdir(folder)).toEqual(["old.json"]);
  });

  it.each([
    ["a folder", ".", "that is a folder, where it must be a file."],
    ["in no folder", "none/out.json", "there is no folder "],
    ["in a file", "old.json/out.json", "there is no folder "],
  ])("is not %s", async (_name, path, why) => {
    const refused = refuseUnwritable(join(folder, path));
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(why);
  });
});
