import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SOFTWARE_WEBGPU_FLAGS, browserLaunchOptions } from "../../tools/browser.ts";
import { LabPage } from "./labPage.ts";

describe("without a GPU adapter", () => {
  let browser: Browser;
  beforeAll(async () => {
    const options = await browserLaunchOptions();
    const args = options.args!.filter((flag) => !SOFTWARE_WEBGPU_FLAGS.some((own) => own === flag));
    browser = await chromium.launch({ ...options, args: [...args, "--no-sandbox", "--disable-background-networking"] });
  });
  afterAll(() => browser.close());

  it("says why, and the CPU takes over", async () => {
    const lab = await LabPage.open("", {}, browser);
    await lab.shows(lab.headline, "The signal grows 6.3-fold a layer. Plain float32 would end at layer 49.");
    await lab.shows(
      lab.machine,
      /: the CPU computes instead\. Computed in float32 on the CPU \(WebAssembly SIMD, .*\)\.$/,
    );
    await lab.shows(lab.badge, /^WebAssembly agrees with float64/);
    expect(await lab.page.getByLabel("Fastest").isChecked()).toBe(true);
    expect(await lab.page.getByLabel("GPU", { exact: true }).isDisabled()).toBe(true);
    await lab.shows(lab.page.locator("#no-gpu"), /^No GPU here: the CPU computes\./);
    await lab.page.getByRole("button", { name: "Ask again" }).click();
    await lab.shows(lab.machine, /: the CPU computes instead\./);
    await lab.page.getByLabel("CPU, float64").check();
    await lab.shows(lab.badge, "This is the float64 reference itself.");
    // Chromium itself warns that it found no adapter.
    lab.complaints.splice(0, Infinity, ...lab.complaints.filter((text) => !/adapter|WebGPU/i.test(text)));
    await lab.close();
  });
});

it("tells of a lost device, and computes on", async () => {
  const lab = await LabPage.open("?depth=6&width=10&samples=100&gradient-samples=10&engine=gpu");
  await lab.settle();
  await lab.shows(lab.machine, /software adapter/);
  await lab.page.evaluate(() => document.querySelector("lab-app")!.lab!.loseDevice());
  await lab.box("depth").fill("9");
  await expect.poll(() => lab.page.locator("number-table tbody tr").count(), { timeout: 30_000 }).toBe(10);
  await lab.shows(lab.page.locator("notice-line p"), /lost|back/);
  await lab.shows(lab.machine, /software adapter/);
  await lab.shows(lab.badge, /^GPU agrees with float64/);
  await lab.close();
});

it("says in words that a chaotic network cannot be followed unit by unit", async () => {
  const lab = await LabPage.open("?depth=30&width=40&activation=tanh&samples=100&gradient-samples=10");
  await lab.settle();
  await lab.shows(lab.badge, /Rounding itself grows from layer to layer here.* Gradients are right .* size/);
  expect(await lab.page.locator("check-badge .good").count()).toBe(0);
  await lab.page.getByText("The numbers, layer by layer").click();
  await lab.shows(lab.page.locator("number-table .bar p"), /^This network is chaotic: .* two digits/);
  const [first, second] = await lab.page.locator("number-table tbody tr:nth-child(20) td").allTextContents();
  for (const text of [first, second]) expect(text!.replace(/ × .*|\D/g, "").replace(/^0+/, "")).toMatch(/^\d{1,2}$/);
  await lab.close();
});

it("checks every kernel at a press", async () => {
  const lab = await LabPage.open("", { viewport: { width: 360, height: 740 } });
  await lab.settle();
  await lab.page.getByText("Every kernel, checked on this machine").click();
  await lab.page.getByRole("button", { name: "Check every kernel" }).click();
  await lab.page.locator("kernel-check table").waitFor({ timeout: 100_000 });
  await lab.shows(lab.page.locator("kernel-check [role=status] p"), /^All \d+ cases agree with float64/);
  expect(await lab.page.locator("kernel-check tbody tr").count()).toBe(8);
  const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await lab.page.locator("kernel-check table").textContent()).not.toMatch(/\d\.\d{5}/);
  await lab.close();
});

it("says so when something goes wrong in the page, and stays", async () => {
  const lab = await LabPage.open("?depth=6&width=10");
  await lab.settle();
  await lab.page.evaluate(() => void Promise.reject(new Error("a planted fault.")));
  await lab.shows(lab.page.getByRole("alert").first(), /^Something went wrong in the page: a planted fault\./);
  expect(lab.complaints).toHaveLength(1);
  lab.complaints.length = 0;
  await lab.close();
});
