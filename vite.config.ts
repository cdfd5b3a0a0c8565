import { defineConfig } from "vitest/config";
import { assemblyPlugin } from "./tools/assemblyPlugin.ts";
import { executablePlugin } from "./tools/executablePlugin.ts";
import { palettePlugin } from "./tools/palettePlugin.ts";
import { sizeBudgetPlugin } from "./tools/sizeBudgetPlugin.ts";
import { weslPlugin } from "./tools/weslPlugin.ts";

/** Rooms whose tests need neither a GPU nor a browser. */
const UNIT_ROOMS = ["model", "random", "theory", "cpu", "wasm", "experiments", "ui", "cli", "house", "benchCore"];

/** Labs that load when they are opened, and the workers of those that have one, with what these may load. */
const LATER_LABS = [
  /weights-lab\.ts$/,
  /bench-lab\.ts$/,
  /benchClient\.ts$/,
  /benchWorker-[^/]+\.js$/,
  /theory-lab\.ts$/,
  /theoryClient\.ts$/,
  /theoryWorker-[^/]+\.js$/,
  /symmetry-lab\.ts$/,
  /trainingClient\.ts$/,
  /trainingWorker-[^/]+\.js$/,
  // Parts of the worker that the first picture does without, or that another takes the place of.
  /(weights|kernelCheck|tunedKernels|layeredPlans|fusedTiles|fusedColumns|plainKernels)-[^/]+\.js$/,
];

export default defineConfig(({ isSsrBuild }) => ({
  base: "./",
  plugins: [weslPlugin(), assemblyPlugin(), palettePlugin(), sizeBudgetPlugin(200, LATER_LABS), executablePlugin()],
  build: isSsrBuild
    ? { target: "node20", copyPublicDir: false, rolldownOptions: { output: { entryFileNames: "initscope.js" } } }
    : { target: "es2022" },
  // In Node its packages would load a second engine beside the one that backends register with.
  ssr: { noExternal: [/^@tensorflow\//] },
  worker: { format: "es", plugins: () => [weslPlugin(), assemblyPlugin(), palettePlugin()] },
  preview: { port: 4173 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: UNIT_ROOMS.map((room) => `test/${room}/**/*.test.ts`),
          // Vitest would keep one core free: of two, that is half of what there is.
          maxWorkers: "100%",
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "gpu",
          include: ["test/gpu/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "page",
          include: ["test/page/**/*.test.ts"],
          globalSetup: ["test/support/pageSetup.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));
