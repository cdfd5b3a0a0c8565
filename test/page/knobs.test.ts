import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

it("turns every slider by the keyboard, in step with its box and the address", async () => {
  const lab = await LabPage.open("?depth=6&width=10&samples=100&gradient-samples=10");
  await lab.settle();
  for (const [field, name, key, value] of [
    ["depth", "depth", "ArrowRight", "7"],
    ["width", "width", "ArrowLeft", "9"],
    ["weightVariance", "weight-variance", "ArrowRight", "1.02"],
    ["samples", "samples", "ArrowRight", "200"],
    ["gradientSamples", "gradient-samples", "ArrowLeft", "5"],
  ] as const) {
    await lab.slider(field).focus();
    await lab.page.keyboard.press(key);
    expect(await lab.box(field).inputValue()).toBe(value);
    await expect.poll(() => lab.query()[name]).toBe(value);
  }
  await lab.slider("depth").press("Home");
  await lab.shows(
    lab.headline,
    /^One hidden layer is a single step: std (grows|falls) [\d.]+-fold from the input to it\./,
  );
  await lab.shows(lab.page.locator("layer-figure .empty"), /takes two of them/);
  await lab.close();
});

it.each([
  ["depth", "0", 'Depth cannot be "0": it must be a whole number from 1 to 200.'],
  ["depth", "1.5", 'Depth cannot be "1.5": it must be a whole number from 1 to 200.'],
  ["depth", "", "Depth cannot be empty: it must be a whole number from 1 to 200."],
  ["width", "1e9", 'Width cannot be "1e9": it must be a whole number from 1 to 2048.'],
  ["weightVariance", "0", 'Weight variance cannot be "0": it must be a finite number above 0.'],
  ["weightVariance", "-1", 'Weight variance cannot be "-1": it must be a finite number above 0.'],
  ["samples", "0", 'Examples forward cannot be "0": it must be a whole number from 1 to 1000000.'],
  ["seed", "4294967296", 'Seed cannot be "4294967296": it must be a whole number from 0 to 4294967295.'],
])("%s typed as %j: a sentence, and the last good state stays", async (field, text, sentence) => {
  const lab = await LabPage.open("?depth=6&width=10&samples=100&gradient-samples=10");
  await lab.settle();
  const [headline, address] = [await lab.headline.textContent(), lab.page.url()];
  await lab.box(field).fill(text);
  await lab.shows(lab.error(field), sentence);
  expect(await lab.box(field).getAttribute("aria-invalid")).toBe("true");
  expect([await lab.headline.textContent(), lab.page.url()]).toEqual([headline, address]);
  await lab.box(field).fill("3");
  await lab.shows(lab.error(field), /^$/);
  expect(await lab.box(field).getAttribute("aria-invalid")).toBe("false");
  await lab.close();
});

it("says so where a person types what is no number", async () => {
  const lab = await LabPage.open("?depth=6&width=10&samples=100&gradient-samples=10");
  await lab.settle();
  await lab.box("depth").selectText();
  await lab.page.keyboard.type("e-");
  await lab.shows(lab.error("depth"), "Depth must be a whole number from 1 to 200; what stands there is no number.");
  await lab.close();
});

it.each([
  ["width", 80],
  ["width", 203],
  ["samples", 1234],
  ["weightVariance", 0.0123456],
] as const)("%s: one step up and one down return to %d", async (field, value) => {
  const name = { width: "width", samples: "samples", weightVariance: "weight-variance" }[field];
  const lab = await LabPage.open(`?depth=3&gradient-samples=10&${name}=${value}`);
  await lab.settle();
  await lab.slider(field).press("ArrowRight");
  expect(await lab.box(field).inputValue()).not.toBe(String(value));
  await lab.slider(field).press("ArrowLeft");
  expect(await lab.box(field).inputValue()).toBe(String(value));
  await lab.close();
});

it("takes a variance beyond the slider's ends, and a named one at a press", async () => {
  const lab = await LabPage.open("?depth=6&width=10&samples=100&gradient-samples=10");
  await lab.settle();
  await lab.box("weightVariance").fill("2e4");
  await expect.poll(() => lab.query()["weight-variance"]).toBe("20000");
  expect(await lab.slider("weightVariance").inputValue()).toBe("2");
  await lab.page.getByRole("button", { name: "He 2/fanIn" }).click();
  expect(await lab.box("weightVariance").inputValue()).toBe("0.2");
  await lab.close();
});

it("shows where plain float32 ends, and another layer's histogram", async () => {
  const lab = await LabPage.open();
  await lab.settle();
  await lab.page.getByLabel("Show where plain float32 ends").check();
  await lab.shows(
    lab.page.locator("signal-charts p.limit"),
    /overflow at layer 49.*inf from layer 23 on.*Every gradient/,
  );
  await lab.shows(lab.page.locator("layer-figure li").filter({ hasText: "largest" }).first(), /3\.4 × 10³⁸/);
  await lab.page.locator("layer-histogram input").press("Home");
  await lab.shows(lab.page.locator("layer-histogram .zeros"), "0 % of the activations are exactly 0.");
  await expect.poll(() => lab.query()).toEqual({ float32: "on", layer: "0" });
  await lab.close();
});

it("runs one at a time while a slider moves, drops what is stale, and ends on the last", async () => {
  const lab = await LabPage.open("?depth=10");
  await lab.settle();
  await lab.page.evaluate(() => {
    const app = document.querySelector("lab-app")!;
    const runs = { begun: 0, underWay: 0, most: 0 };
    const { lab: machine } = app;
    Object.assign(globalThis, { runs });
    app.lab = {
      ...machine!,
      runSignal: (config, options) => {
        runs.begun += 1;
        runs.underWay += 1;
        runs.most = Math.max(runs.most, runs.underWay);
        return machine!.runSignal(config, options).finally(() => (runs.underWay -= 1));
      },
    };
  });
  await lab.slider("depth").focus();
  for (let press = 0; press < 12; press += 1) await lab.page.keyboard.press("ArrowRight");
  await lab.settle();
  await expect.poll(() => lab.page.locator("number-table tbody tr").count()).toBe(23);
  const runs = await lab.page.evaluate(() => (globalThis as unknown as { runs: { begun: number; most: number } }).runs);
  expect(runs.most).toBe(1);
  expect(runs.begun).toBeLessThan(12);
  await lab.close();
});

it("aborts a stale run that takes long", async () => {
  const lab = await LabPage.open("?depth=10");
  await lab.settle();
  await lab.page.evaluate(() => {
    const app = document.querySelector("lab-app")!;
    const { lab: machine } = app;
    app.lab = {
      ...machine!,
      // A run of depth 11 never ends by itself.
      runSignal: (config, options) =>
        config.depth === 11
          ? new Promise((_, reject) =>
              options!.signal!.addEventListener("abort", () => reject(options!.signal!.reason as Error)),
            )
          : machine!.runSignal(config, options),
    };
  });
  await lab.slider("depth").focus();
  await lab.page.keyboard.press("ArrowRight");
  await lab.page.keyboard.press("ArrowRight");
  await expect.poll(() => lab.page.locator("number-table tbody tr").count(), { timeout: 10_000 }).toBe(13);
  await lab.close();
});

it("asks before a long run, and runs nothing until told", async () => {
  const lab = await LabPage.open("?depth=5&width=20&samples=50&gradient-samples=5");
  await lab.settle();
  await lab.box("samples").fill("3000");
  await lab.box("width").fill("512");
  await lab.box("depth").fill("200");
  await lab.shows(lab.page.locator("cost-card p"), /weights and the run takes .* floating-point operations: .* here/);
  expect(await lab.page.locator("number-table tbody tr").count()).not.toBe(201);
  await lab.box("width").fill("20");
  await lab.box("samples").fill("50");
  await expect.poll(() => lab.page.locator("number-table tbody tr").count(), { timeout: 30_000 }).toBe(201);
  expect(await lab.page.locator("cost-card").count()).toBe(0);
  await lab.close();
});
