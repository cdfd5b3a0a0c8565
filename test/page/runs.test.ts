import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

const SMALL = "?depth=6&width=10&samples=100&gradient-samples=10";

/** Puts another machine behind the page: `change` is its source, a function of the machine in use. */
async function plant(lab: LabPage, change: string): Promise<void> {
  await lab.page.evaluate((source) => {
    const app = document.querySelector("lab-app")!;
    // oxlint-disable-next-line typescript/no-implied-eval -- The change runs in the page, to which it comes as source.
    const changed = new Function("machine", `return (${source})(machine)`) as (machine: unknown) => object;
    app.lab = { ...app.lab!, ...changed(app.lab) };
  }, change);
}

const rows = (lab: LabPage): Promise<number> => lab.page.locator("number-table tbody tr").count();
const note = (lab: LabPage) => lab.page.locator("signal-verdict .note");

it("runs a costly network once a person has said so", async () => {
  const lab = await LabPage.open(SMALL);
  await lab.settle();
  await plant(
    lab,
    `(machine) => ({
    cost: async (config) => ({ ...(await machine.cost(config)), seconds: 25, ask: config.depth > 6 }),
  })`,
  );
  await lab.box("depth").fill("9");
  await lab.shows(lab.page.locator("cost-card p"), /25 seconds here, by estimate/);
  await lab.shows(note(lab), "The picture still shows 6 × 10, ReLU, variance 1, seed 0: not what the knobs say.");
  expect(await rows(lab)).toBe(7);
  await lab.page.getByRole("button", { name: "Run it" }).click();
  await expect.poll(() => rows(lab), { timeout: 30_000 }).toBe(10);
  expect([await lab.page.locator("cost-card").count(), await note(lab).count()]).toEqual([0, 0]);
  await lab.close();
});

it("stops a run at a press, says so, and runs again at a press or when a knob turns", async () => {
  const lab = await LabPage.open(SMALL);
  await lab.settle();
  await plant(
    lab,
    `(machine) => ({
    runSignal: async (config, options) => {
      if (config.depth !== 9) return machine.runSignal(config, options);
      options.onProgress(0.4);
      return new Promise((_, reject) => options.signal.addEventListener("abort", () => reject(options.signal.reason)));
    },
  })`,
  );
  await lab.box("depth").fill("9");
  const progress = lab.page.locator("run-progress");
  await lab.shows(progress.locator(".running"), /40 %/);
  await progress.getByRole("button", { name: "Stop" }).click();
  await lab.shows(progress.getByRole("status"), "Stopped.");
  await lab.shows(note(lab), /^The picture still shows 6 × 10/);
  expect(await progress.locator(".running").count()).toBe(0);
  await progress.getByRole("button", { name: "Run it" }).click();
  await lab.shows(progress.locator(".running"), /40 %/);
  await progress.getByRole("button", { name: "Stop" }).click();
  await lab.box("depth").fill("8");
  await expect.poll(() => rows(lab), { timeout: 30_000 }).toBe(9);
  expect([await note(lab).count(), await progress.getByRole("status").count()]).toEqual([0, 0]);
  await lab.close();
});

it("asks for a person's word on the first screen where a link is costly", async () => {
  const lab = await LabPage.open("?depth=200&width=512&weight-variance=0.00390625", {
    viewport: { width: 1280, height: 800 },
  });
  await lab.shows(lab.headline, "A large network: it waits for your word.");
  const button = await lab.page.getByRole("button", { name: "Run it" }).boundingBox();
  expect(button!.y + button!.height).toBeLessThan(800);
  await lab.close();
});

it("refuses a link to a network that does not fit, in place of a picture", async () => {
  const lab = await LabPage.open("?width=2048&depth=200&samples=1000000");
  await lab.shows(lab.headline, "This network was not computed.");
  await lab.shows(lab.page.locator("signal-verdict [role=alert]"), /2 GiB|2\.0 GiB|at most/);
  expect(await lab.page.locator("cost-card").count()).toBe(0);
  await lab.shows(lab.page.locator("layer-figure .empty").first(), "No numbers yet.");
  await lab.page.locator('run-presets button[data-run="held-signal"]').click();
  await lab.shows(lab.headline, /hold over 50 layers/);
  await lab.close();
});

it("keeps the picture when a run fails, and says that it is not what the knobs say", async () => {
  const lab = await LabPage.open(SMALL);
  await lab.settle();
  await plant(
    lab,
    `(machine) => ({
    cost: async (config) => {
      if (config.depth === 9) throw new Error("This network does not fit.");
      return machine.cost(config);
    },
  })`,
  );
  await lab.box("depth").fill("9");
  await lab.shows(lab.page.locator("notice-line p"), "This network does not fit.");
  await lab.shows(note(lab), /^The picture still shows 6 × 10.* not what the knobs say/);
  const opacity = () =>
    lab.page
      .locator("layer-figure lab-chart .frame")
      .first()
      .evaluate((frame) => getComputedStyle(frame).opacity);
  expect(Number(await opacity())).toBeLessThan(0.5);
  await lab.page.getByRole("button", { name: "Dismiss" }).click();
  expect(await note(lab).count()).toBe(1);
  await lab.box("depth").fill("6");
  await expect.poll(opacity).toBe("1");
  expect(await note(lab).count()).toBe(0);
  await lab.close();
});
