import { expect, it } from "vitest";
import { gpuMissingText, isGpuMissing } from "../../src/ui/network-knobs/gpuChoice.ts";

const GPU = { kind: "gpu", adapter: "acme", software: false } as const;

it("keeps the GPU on offer where it was lost, and takes it away only where there never was one", () => {
  expect(isGpuMissing(null)).toBe(false);
  expect(isGpuMissing({ gpu: GPU, reason: null })).toBe(false);
  expect(isGpuMissing({ gpu: null, reason: "It was lost.", mayReturn: true })).toBe(false);
  expect(isGpuMissing({ gpu: null, reason: "There is none." })).toBe(true);
  expect(isGpuMissing({ gpu: null, reason: "There is none.", mayReturn: false })).toBe(true);
});

it("says that the CPU computes only where it does: not while the missing GPU is asked for", () => {
  expect(gpuMissingText("auto")).toBe("No GPU here: the CPU computes.");
  expect(gpuMissingText("cpu")).toBe("No GPU here: the CPU computes.");
  expect(gpuMissingText("gpu")).toBe("No GPU here: choose Fastest to compute on the CPU.");
});
