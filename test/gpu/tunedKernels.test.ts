import { afterAll, beforeAll, expect, it } from "vitest";
import { GpuContext, openContext } from "../../src/gpu/context.ts";
import { machineOf } from "../../src/gpu/matmul/choice.ts";
import { rememberTuning, tuningKey } from "../../src/gpu/matmul/tuningStore.ts";
import { MemoryStore, useFastestKernels } from "../../src/ours/tunedKernels.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

let context: GpuContext;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
});
afterAll(() => context.destroy());

it("takes the kernels that are remembered, and leaves a software adapter its default", async () => {
  const hardware = new GpuContext(context.device, { kind: "gpu", adapter: "a card", software: false });
  const tuned = { adapter: "a card", variants: { large: "some variant" } };
  const told: [string, string][] = [];
  const store = new MemoryStore([], (key, value) => void told.push([key, value]));
  rememberTuning(store, machineOf(hardware), tuned);
  await useFastestKernels(hardware, store);
  expect(hardware.tuned).toEqual(tuned);
  expect(told).toEqual([[tuningKey(machineOf(hardware)), JSON.stringify(tuned)]]);

  const again = new MemoryStore(told);
  await useFastestKernels(hardware, again);
  expect(hardware.tuned).toEqual(tuned);
  again.clear();
  expect(again.read(told[0]![0])).toBeNull();

  const software = new GpuContext(context.device, { kind: "gpu", adapter: "a card", software: true });
  await useFastestKernels(software, store);
  expect(software.tuned).toBeNull();
});
