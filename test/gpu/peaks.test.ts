import { afterAll, beforeAll, expect, it } from "vitest";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { DeviceClock } from "../../src/gpu/deviceClock.ts";
import { GpuEngine } from "../../src/gpu/gpuEngine.ts";
import { peakArithmetic } from "../../src/gpu/kernels/peakArithmetic.ts";
import { measurePeaks } from "../../src/gpu/peaks.ts";
import { PeakRun } from "../../src/gpu/peakRun.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

let context: GpuContext;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
});
afterAll(() => context.destroy());

it("measures what the device can do, within a factor of 5 from time to time", async () => {
  const [first, second] = [await measurePeaks(context), await measurePeaks(context)];
  for (const found of Object.values({ ...first, ...second })) expect(found).toBeGreaterThan(0);
  for (const name of ["gflops", "gigabytesPerSecond"] as const) {
    const ratio = first[name] / second[name];
    expect(Math.max(ratio, 1 / ratio), name).toBeLessThan(5);
  }
});

it("refuses work that was not done", async () => {
  const run = await PeakRun.prepare(context, await context.kernel(peakArithmetic), 1, [256]);
  run.write({ rounds: 1, factor: 0.5, addend: 1 });
  await run.time(1, null);
  await expect(run.assertLast(64)).rejects.toThrow(/^peakArithmetic left \S+; it should have left 64\.$/);
  run.destroy();
});

it("reads the device's own clock, where it has one", async () => {
  const clock = DeviceClock.of(context);
  expect(clock === null).toBe(!context.device.features.has("timestamp-query"));
  if (clock === null) return;
  const run = await PeakRun.prepare(context, await context.kernel(peakArithmetic), 64, [4 * 64 * 64]);
  run.write({ rounds: 64, factor: 0.5, addend: 1 });
  const [one, four] = [await run.time(1, clock), await run.time(8, clock)];
  expect(one).toBeGreaterThan(0);
  expect(four / one).toBeGreaterThan(2);
  run.destroy();
  clock.destroy();
});

it("times the passes of a network from the first to the last", async () => {
  const clock = DeviceClock.of(context);
  if (clock === null) return;
  const network = randomNetwork([1, 20, 20, 1], "relu");
  const inputs = normals(3, 400);
  const engine = new GpuEngine(context);
  await engine.signalStatistics(network, inputs, inputs);
  context.clock = clock;
  const start = performance.now();
  await engine.signalStatistics(network, inputs, inputs);
  const elapsed = performance.now() - start;
  context.clock = null;
  const milliseconds = await clock.read();
  expect(milliseconds).toBeGreaterThan(0);
  expect(milliseconds).toBeLessThan(elapsed);
  clock.destroy();
});

it("stops when it is told to", async () => {
  await expect(measurePeaks(context, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
});
