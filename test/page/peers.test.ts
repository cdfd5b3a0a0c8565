import { expect, it } from "vitest";
import { PEER_NAMES } from "../../src/bench/benchMachine.ts";
import { FLAGSHIP, FLAGSHIP_FORWARD, matmulWork } from "../../src/bench/work.ts";
import { LabPage } from "./labPage.ts";

/** Small enough for two cores, with sides that no tile divides. */
const WORKS = [
  matmulWork(37, 19, 70),
  { ...FLAGSHIP_FORWARD, depth: 4, width: 10, samples: 30 },
  { ...FLAGSHIP, depth: 4, width: 10, samples: 30, gradientSamples: 7 },
];

it("finds every library's values right, all from the page's own host", async () => {
  const lab = await LabPage.open();
  const { rows, versions } = await lab.page.evaluate(
    async (request) => (await document.querySelector("lab-app")!.connectBench!()).run(request),
    { works: WORKS, against: PEER_NAMES, rounds: 3 },
  );
  const [product, ...signals] = WORKS.map(({ id }) => rows.filter((row) => row.work === id));
  const outcomes = (of: typeof rows) => Object.fromEntries(of.map((row) => [row.implementation, row.outcome]));
  const everyone = ["initscope-gpu", "initscope-wasm", ...PEER_NAMES];
  const measured = Object.fromEntries(everyone.map((name) => [name, "measured"]));
  expect(outcomes(product!)).toEqual(measured);
  for (const signal of signals) expect(outcomes(signal)).toEqual({ ...measured, "onnxruntime-web": "absent" });
  for (const { error, bound, outcome, implementation } of rows) {
    if (outcome === "measured") expect(error, implementation).toBeLessThanOrEqual(bound!);
  }
  expect(Object.keys(versions)).toEqual(everyone);
  await lab.close();
});
