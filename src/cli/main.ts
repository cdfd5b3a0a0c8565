#!/usr/bin/env node
import { once } from "node:events";
import { CpuEngine } from "../cpu/cpuEngine.ts";
import { CpuKernels } from "../cpu/cpuKernels.ts";
import { CpuEnsembles } from "../cpu/ensemble/cpuEnsembles.ts";
import { CpuTrainers } from "../cpu/training/cpuTrainers.ts";
import type { TheoryEngine } from "../experiments/theory/theoryConfig.ts";
import { type GpuContext, openContext } from "../gpu/context.ts";
import { GpuEnsembles } from "../gpu/ensemble/gpuEnsembles.ts";
import { openGpuEngine } from "../gpu/gpuEngine.ts";
import { GpuKernels } from "../gpu/gpuKernels.ts";
import { GpuTrainers } from "../gpu/training/gpuTrainers.ts";
import type { Ensembles } from "../model/ensemble.ts";
import type { Trainers } from "../model/training.ts";
import { ensembleWords } from "../random/ensembleWords.ts";
import { openWasmEngine } from "../wasm/wasmEngine.ts";
import { openWasmKernels } from "../wasm/wasmKernels.ts";
import { runCommandLine } from "./commandLine.ts";
import type { Machine, OpenedEngine, OpenedEnsembles, OpenedTrainers } from "./machine.ts";
import { openNodeGpu } from "./nodeGpu.ts";

async function openGpu(): Promise<OpenedEngine | null> {
  const opened = await openNodeGpu();
  const engine = opened === null ? null : await openGpuEngine(opened.gpu);
  if (opened === null || engine === null) return null;
  return { engine, kernels: new GpuKernels(engine.context), note: opened.note };
}

async function openWasm(): Promise<OpenedEngine> {
  return { engine: await openWasmEngine(), kernels: await openWasmKernels(), note: null };
}

/** The GPU, unless a software driver plays it: the CPU's SIMD is faster than that. */
async function openFastest(): Promise<OpenedEngine> {
  const gpu = await openGpu();
  if (gpu !== null && !gpu.engine.info.software) return gpu;
  gpu?.engine.destroy();
  return openWasm();
}

/** Something that computes, ready for work, and what frees it and its device. */
interface OpenedMachine<Own> {
  readonly own: Own;
  readonly note: string | null;
  close(): void;
}

/** On the GPU, where it is asked for or no software plays it; else in float64, which `gpu` refuses with null. */
async function openOnEither<Own extends { destroy(): void }>(
  choice: TheoryEngine,
  onGpu: (context: GpuContext) => Own,
  onCpu: () => Own,
): Promise<OpenedMachine<Own> | null> {
  const opened = choice === "cpu" ? null : await openNodeGpu();
  const context = opened === null ? null : await openContext(opened.gpu);
  if (opened !== null && context !== null && (choice === "gpu" || !context.info.software)) {
    const own = onGpu(context);
    return {
      own,
      note: opened.note,
      close() {
        own.destroy();
        context.destroy();
      },
    };
  }
  context?.destroy();
  if (choice === "gpu") return null;
  const own = onCpu();
  return { own, note: null, close: () => own.destroy() };
}

async function openEnsembles(choice: TheoryEngine): Promise<OpenedEnsembles | null> {
  const opened = await openOnEither<Ensembles>(
    choice,
    (context) => new GpuEnsembles(context),
    () => new CpuEnsembles(ensembleWords),
  );
  return opened === null ? null : { ensembles: opened.own, note: opened.note, close: opened.close };
}

async function openTrainers(choice: TheoryEngine): Promise<OpenedTrainers | null> {
  const opened = await openOnEither<Trainers>(
    choice,
    (context) => new GpuTrainers(context),
    () => new CpuTrainers(),
  );
  return opened === null ? null : { trainers: opened.own, note: opened.note, close: opened.close };
}

const reference = new CpuKernels();
const machine: Machine = {
  reference,
  openEnsembles,
  openTrainers,
  async open(choice) {
    if (choice === "gpu") return openGpu();
    if (choice === "auto") return openFastest();
    return choice === "wasm" ? openWasm() : { engine: new CpuEngine(), kernels: reference, note: null };
  },
};

const { exitCode, stdout, stderr } = await runCommandLine(process.argv.slice(2), machine);
process.exitCode = exitCode;
process.stderr.write(stderr);
// A reader that has seen enough (`| head`) closes the pipe, which is no failure.
process.stdout.on("error", () => process.exit(exitCode));
for (const piece of typeof stdout === "string" ? [stdout] : stdout) {
  if (!process.stdout.write(piece)) await once(process.stdout, "drain");
}
