import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

const SMALL = "depth=6&width=10&samples=100&gradient-samples=10";

it("mirrors the whole state, and finds it again from the link", async () => {
  const lab = await LabPage.open(`?${SMALL}`);
  await lab.settle();
  await lab.box("depth").fill("8");
  await lab.box("weightVariance").fill("0.3");
  await lab.box("seed").fill("42");
  await lab.page.locator("#activation").selectOption("tanh");
  await lab.page.getByText("CPU, float64").click();
  await lab.page.getByLabel("Show where plain float32 ends").check();
  await lab.page.locator("layer-histogram input").press("ArrowLeft");
  await expect
    .poll(() => lab.query())
    .toEqual({
      depth: "8",
      width: "10",
      "weight-variance": "0.3",
      activation: "tanh",
      samples: "100",
      "gradient-samples": "10",
      seed: "42",
      engine: "cpu",
      float32: "on",
      layer: "7",
    });
  await lab.settle();
  const other = await LabPage.open(new URL(lab.page.url()).search);
  await other.settle();
  expect(await other.headline.textContent()).toBe(await lab.headline.textContent());
  expect(await other.box("weightVariance").inputValue()).toBe("0.3");
  expect(await other.page.locator("#activation").inputValue()).toBe("tanh");
  expect(await other.page.getByLabel("CPU, float64").isChecked()).toBe(true);
  expect(await other.page.locator("layer-histogram input").inputValue()).toBe("7");
  expect(other.query()).toEqual(lab.query());
  await other.close();
  await lab.close();
});

it("goes back over a preset, and forward again", async () => {
  const lab = await LabPage.open(`?${SMALL}`);
  await lab.settle();
  await lab.page.locator('run-presets button[data-run="held-signal"]').click();
  await lab.shows(lab.headline, /hold over 50 layers/);
  await lab.page.goBack();
  await expect.poll(() => lab.box("depth").inputValue()).toBe("6");
  await lab.page.goForward();
  await expect.poll(() => lab.box("weightVariance").inputValue()).toBe("0.025");
  await lab.shows(lab.headline, /hold over 50 layers/);
  await lab.close();
});

it("goes back one typed value, and one move of a slider, at a time", async () => {
  const lab = await LabPage.open(`?${SMALL}`);
  await lab.settle();
  const entries = (): Promise<number> => lab.page.evaluate(() => history.length);
  const before = await entries();
  await lab.box("depth").fill("8");
  await lab.box("depth").press("Enter");
  await lab.box("width").selectText();
  await lab.box("width").pressSequentially("12", { delay: 250 });
  await lab.slider("depth").focus();
  await lab.page.keyboard.down("ArrowRight");
  await lab.page.waitForTimeout(250);
  await lab.page.keyboard.down("ArrowRight");
  await lab.page.keyboard.up("ArrowRight");
  await expect.poll(() => lab.query()["depth"]).toBe("10");
  expect((await entries()) - before).toBe(3);
  const knobs = async (): Promise<string[]> =>
    Promise.all([lab.box("depth").inputValue(), lab.box("width").inputValue()]);
  for (const expected of [
    ["8", "12"],
    ["8", "10"],
    ["6", "10"],
  ]) {
    await lab.page.goBack();
    await expect.poll(knobs).toEqual(expected);
  }
  await lab.close();
});

it.each([
  ["?depth=0", 'The address is broken: depth cannot be "0": it must be a whole number from 1 to 200.'],
  ["?width=", "The address is broken: width cannot be empty: it must be a whole number from 1 to 2048."],
  ["?weight-variance=inf", 'weight-variance cannot be "inf": it must be a finite number above 0.'],
  ["?activation=rellu", 'activation cannot be "rellu": it must be one of relu, leaky_relu'],
  ["?engine=tpu", 'engine cannot be "tpu": it must be one of auto, gpu, wasm, cpu.'],
  ["?layer=51", 'layer cannot be "51": it must be a whole number from 0 to 50.'],
  ["?run=none", 'run cannot be "none": it must be one of five-layers-signal'],
  ["?float32=yes", 'float32 cannot be "yes": it must be on or off.'],
  ["?detph=20", "The address names detph, which this page does not know. It knows depth, width, weight-variance,"],
  ["?depth=5&depth=6", 'The address is broken: depth is named 2 times, as "5" and as "6": name it once.'],
])("%s: one clear sentence, and the defaults", async (query, sentence) => {
  const lab = await LabPage.open(query);
  const notice = lab.page.locator("notice-line").getByRole("alert");
  await notice.first().waitFor();
  expect(await notice.count()).toBe(1);
  expect(await notice.textContent()).toContain(sentence);
  await lab.shows(lab.headline, "The signal grows 6.3-fold a layer.");
  await lab.page.getByRole("button", { name: "Dismiss" }).click();
  expect(await notice.count()).toBe(0);
  await lab.close();
});

it("keeps the last good state when a step through the history is broken", async () => {
  const lab = await LabPage.open(`?${SMALL}`);
  await lab.settle();
  await lab.page.evaluate(() => {
    history.pushState(null, "", "?depth=many");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await lab.shows(lab.page.getByRole("alert").first(), 'depth cannot be "many"');
  expect(await lab.box("depth").inputValue()).toBe("6");
  await lab.close();
});
