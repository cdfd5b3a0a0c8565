import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** In Node's place, so that nothing large is unpacked: says how it was started. */
const PACKED = `#!/bin/sh
[ "$1" = --version ] && exit 0
printf '%s\n' "$@"
[ "$2" = --help ] && echo "$BENCH_COMMAND"
echo "$LD_LIBRARY_PATH"
echo "$VK_DRIVER_FILES"
`;

describe("the packed bench's run.sh", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "initscope-pack-"));
    await mkdir(join(folder, "bench/node_modules/webgpu/dist/linux-x64"), { recursive: true });
    await mkdir(join(folder, "loader"));
    await cp(resolve("tools/benchPackRun.sh"), join(folder, "run.sh"));
    await writeFile(join(folder, "bench/initscope.js"), "the bench");
    await writeFile(join(folder, "node.gz"), gzipSync(PACKED));
    await writeFile(join(folder, "dawn.node.gz"), gzipSync("dawn"));
    await writeFile(join(folder, "driver.json"), "{}");
    await writeFile(join(folder, "loader/libvulkan.so.1"), "");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const loader = (): Record<string, string> => ({ VK_LOADER: join(folder, "loader/libvulkan.so.1") });
  const driver = (): Record<string, string> => ({ VK_DRIVER_FILES: join(folder, "driver.json") });

  function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<[number, string, string]> {
    return new Promise((done) => {
      const options = { env: { PATH: process.env["PATH"], ...env } };
      const child = execFile("sh", [join(folder, "run.sh"), ...words], options, (_, stdout, stderr) =>
        done([child.exitCode!, stdout, stderr]),
      );
    });
  }

  it("unpacks once, and passes words, loader and driver on", async () => {
    const expected = [
      join(folder, "unpacked/initscope.js"),
      "--json",
      "a b.json",
      join(folder, "loader"),
      join(folder, "driver.json"),
    ];
    for (let time = 0; time < 2; time += 1) {
      const [exitCode, stdout, stderr] = await run(["--json", "a b.json"], { ...loader(), ...driver() });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      // Where NVIDIA's containers put their libraries, that folder follows.
      const lines = stdout.trim().split("\n");
      expect(lines.map((line) => line.split(":")[0])).toEqual(expected);
      await rm(join(folder, "node.gz"), { force: true });
    }
    const dawn = join(folder, "unpacked/node_modules/webgpu/dist/linux-x64/dawn.node");
    expect(await readFile(dawn, "utf8")).toBe("dawn");
  });

  it("finds a loader in a folder beside it", async () => {
    await mkdir(join(folder, ".gl/usr/lib"), { recursive: true });
    await writeFile(join(folder, ".gl/usr/lib/libvulkan.so.1"), "");
    const [exitCode, stdout] = await run([], driver());
    expect(exitCode).toBe(0);
    expect(stdout).toContain(join(folder, ".gl/usr/lib"));
  });

  it("shows its help where there is no driver", async () => {
    const [exitCode, stdout] = await run(["--help"], { VK_LOADER: "/nowhere" });
    const expected = [0, join(folder, "unpacked/initscope.js"), "--help", "./run.sh"];
    expect([exitCode, ...stdout.split("\n").slice(0, 3)]).toEqual(expected);
  });

  it.each([
    [
      "a loader that is not there",
      () => ({ ...driver(), VK_LOADER: "/nowhere" }),
      "VK_LOADER names /nowhere, which does not exist.",
    ],
    [
      "a driver that is not there",
      () => ({ ...loader(), VK_DRIVER_FILES: "/no.json:/nor.json" }),
      "VK_DRIVER_FILES names /no.json:/nor.json, which does not exist.",
    ],
  ])("says in a sentence that it was given %s", async (_name, env, sentence) => {
    expect(await run([], env())).toEqual([3, "", `${sentence}\n`]);
  });

  it("says where the packed Node does not start", async () => {
    await writeFile(join(folder, "node.gz"), gzipSync("#!/bin/sh\nexit 1\n"));
    const [exitCode, , stderr] = await run([], { ...loader(), ...driver() });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^The packed Node does not start here: it needs glibc 2\.34 or newer, .*\n$/);
  });
});
