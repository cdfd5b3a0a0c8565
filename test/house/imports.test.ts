import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/** Which rooms of src each room may import from besides itself. */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  model: [],
  random: ["model"],
  theory: ["model"],
  cpu: ["model"],
  gpu: ["model"],
  wasm: ["model"],
  bench: ["model", "random"],
  peers: ["bench"],
  ours: ["bench", "cpu", "gpu", "model", "wasm"],
  experiments: ["model", "random", "theory"],
  ui: ["experiments", "bench", "model"],
  cli: ["experiments", "model"],
};

/** Where everything is put together: these may know every room, and no room may know them. */
const ENTRIES = [
  "main.ts",
  "worker.ts",
  "labWorker.ts",
  "picturePainter.ts",
  "diagramPainter.ts",
  "diagramScreen.ts",
  "labEngines.ts",
  "labPictures.ts",
  "atRest.ts",
  "kernelCheck.ts",
  "labClient.ts",
  "workerCalls.ts",
  "wasmWorker.ts",
  "benchWorker.ts",
  "benchClient.ts",
  "theoryWorker.ts",
  "theoryClient.ts",
  "theoryMachine.ts",
  "workerEngines.ts",
  "numberedCalls.ts",
  "trainingWorker.ts",
  "trainingClient.ts",
  "trainingMachine.ts",
  "trainingSession.ts",
  "trainingPair.ts",
  "trainingFrame.ts",
  "boundaryScreen.ts",
  "keptTunings.ts",
  "cli/main.ts",
];

const ROOT = join(import.meta.dirname, "../../src");

function sourceFiles(): string[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
}

/** Files of src that the text of `file` imports, values and types alike, as paths from src. */
function importsOf(file: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|new URL\(\s*)["'](\.[^"']+?\.ts)(?:\?[^"']*)?["']/g);
  return [...specifiers].map(([, specifier]) => relative(ROOT, join(ROOT, dirname(file), specifier!)));
}

function roomOf(file: string): string {
  return file.split("/")[0]!;
}

function allows(from: string, to: string): boolean {
  if (ENTRIES.includes(from)) return true;
  if (ENTRIES.includes(to)) return false;
  return roomOf(from) === roomOf(to) || (MAY_KNOW[roomOf(from)] ?? []).includes(roomOf(to));
}

/** A circle of imports as the files it runs through, or null. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | null => {
    const start = path.indexOf(file);
    if (start >= 0) return [...path.slice(start), file];
    if (done.has(file)) return null;
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next);
      if (circle !== null) return circle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file);
    if (circle !== null) return circle;
  }
  return null;
}

const graph = new Map(sourceFiles().map((file) => [file, importsOf(file, readFileSync(join(ROOT, file), "utf8"))]));

test("every room knows only the rooms that it may know", () => {
  const broken = [...graph].flatMap(([from, targets]) =>
    targets.filter((to) => !allows(from, to)).map((to) => `${from} imports ${to}`),
  );
  expect(broken).toEqual([]);
});

test("every import leads to a file of src", () => {
  const missing = [...graph].flatMap(([from, targets]) =>
    targets.filter((to) => !graph.has(to)).map((to) => [from, to]),
  );
  expect(missing).toEqual([]);
});

test("no circle forms, of values or of types", () => {
  expect(findCircle(graph)).toBeNull();
});

test("imports of every form are read", () => {
  const text = `
    import { a } from "./a.ts";
    import type { B } from "../model/b.ts";
    import "./c.ts";
    export { d } from "./d.ts";
    const e = await import("./e.ts");
    const f = new Worker(new URL("../worker.ts", import.meta.url));
    import G from "../worker.ts?worker";
    import lit from "lit";
  `;
  expect(importsOf("ui/x.ts", text)).toEqual([
    "ui/a.ts",
    "model/b.ts",
    "ui/c.ts",
    "ui/d.ts",
    "ui/e.ts",
    "worker.ts",
    "worker.ts",
  ]);
});

test("rooms and circles that break the rule are found", () => {
  expect(allows("cpu/matmul.ts", "gpu/kernel.ts")).toBe(false);
  expect(allows("experiments/signal.ts", "cpu/cpuEngine.ts")).toBe(false);
  expect(allows("ui/format.ts", "main.ts")).toBe(false);
  expect(allows("model/scaled.ts", "random/mt19937.ts")).toBe(false);
  expect(
    findCircle(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    ),
  ).toEqual(["b", "c", "b"]);
});
