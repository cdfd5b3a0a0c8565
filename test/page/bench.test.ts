import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BenchReport, MachinePeaks } from "../../src/bench/report.ts";
import { tuningKey } from "../../src/gpu/matmul/tuningStore.ts";
import { SOFTWARE_WEBGPU_FLAGS, browserLaunchOptions } from "../../tools/browser.ts";
import { LabPage } from "./labPage.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** The smallest run there is. */
const SMALL = "&works=matmul-16x8x24&rounds=3";
/** Libraries of megabytes, shaders compiled in software. */
const PATIENCE = { timeout: 90_000 };

async function openLab(
  query = "",
  options: Parameters<typeof LabPage.open>[1] = {},
  browser?: Browser,
): Promise<LabPage> {
  const lab = await LabPage.open(`?lab=bench${query}`, options, browser);
  await lab.page.locator("bench-knobs input").first().waitFor();
  return lab;
}

const start = (lab: LabPage) => lab.page.getByRole("button", { name: "Run", exact: true });
const again = (lab: LabPage) => lab.page.getByRole("button", { name: "Run again" });
const work = (lab: LabPage, name: string) => lab.page.locator(`bench-knobs input[value="${name}"]`);
const rows = (lab: LabPage) => lab.page.locator("bench-table tbody tr:not(.group)");
const notice = (lab: LabPage) => lab.page.locator("bench-lab notice-line p");

async function run(lab: LabPage): Promise<void> {
  await start(lab).click();
  await again(lab).waitFor(PATIENCE);
}

/** The cells of an implementation's row. */
async function cells(lab: LabPage, implementation: string): Promise<string[]> {
  const row = rows(lab).filter({ has: lab.page.getByRole("rowheader", { name: implementation, exact: true }) });
  return (await row.locator("td").allTextContents()).map((text) => text.trim());
}

async function copied(lab: LabPage): Promise<BenchReport & { peaks: MachinePeaks | null }> {
  await lab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.page.getByRole("button", { name: "Copy as JSON" }).click();
  await lab.shows(lab.page.locator("bench-lab .run [role=status]").first(), "Copied.");
  return JSON.parse(await lab.page.evaluate(() => navigator.clipboard.readText())) as never;
}

it("opens from the Signal lab, says what Run will do, and runs nothing of itself", async () => {
  const lab = await LabPage.open("?depth=6&width=10");
  await lab.settle();
  await lab.page.getByRole("link", { name: "Bench" }).click();
  await lab.shows(lab.headline, /^What can .*swiftshader do\?$/i);
  await lab.shows(lab.page.locator(".verdict p"), /^Nothing has run yet\. Run measures .* It takes about /);
  expect(await lab.page.title()).toContain("how fast this machine is");
  expect(await lab.page.locator("bench-plan tbody tr").count()).toBe(5);
  expect(await lab.page.locator("bench-table, bench-roofline").count()).toBe(0);
  await lab.close();
});

it("measures at a press of the keyboard: verdict, roofline, overheads, and rows with their errors", async () => {
  const lab = await openLab(SMALL);
  for (let press = 0; press < 20; press += 1) {
    await lab.page.keyboard.press("Tab");
    if (await start(lab).evaluate((button) => button.matches(":focus-visible"))) break;
  }
  await lab.page.keyboard.press("Enter");
  await again(lab).waitFor(PATIENCE);
  await lab.shows(
    lab.headline,
    /^A product of 16 × 8 by 8 × 24 runs at [\d.]+( × 10⁻.)? GFLOP\/s on .*, .* % of what its arithmetic/,
  );
  const [, gflops, share, time, spread, ratio, error, bound] = await cells(lab, "Initscope on WebGPU");
  expect([gflops, share, time, spread, ratio]).toEqual([
    expect.stringMatching(/^[\d.]+( × 10⁻.)?$/),
    expect.stringMatching(/%$/),
    expect.stringMatching(/^[\d.,]+ (µs|ms|s)$/),
    expect.stringMatching(/ – .* (µs|ms|s)$/),
    "1",
  ]);
  expect([error, bound]).toEqual([expect.stringMatching(/^0$|× 10⁻/), expect.stringMatching(/× 10⁻/)]);
  await lab.shows(lab.page.locator("bench-table thead"), "× Initscope on WebGPU");
  await lab.shows(lab.page.locator("bench-table .note"), "upload and compiling are left out");
  await lab.shows(lab.page.locator("bench-overheads dl"), /One dispatch.*One submission.*One readback/);
  const picture = await lab.page.locator("bench-roofline canvas").getAttribute("aria-label");
  expect(picture).toMatch(/^Roofline, both axes logarithmic\. .* 16 × 8 by 8 × 24 at .* GFLOP\/s/);
  await lab.page.getByText("The roofline in numbers").click();
  expect(await lab.page.locator("bench-roofline tbody tr").count()).toBeGreaterThan(0);
  await lab.close();
});

it("copies what it found as JSON, and finds it again after a look at another lab", async () => {
  const lab = await openLab(SMALL);
  await run(lab);
  const report = await copied(lab);
  expect(report).toMatchObject({ software: true, rounds: 3, peaks: { gflops: expect.any(Number) as number } });
  const own = report.rows.find(({ implementation }) => implementation === "initscope-gpu")!;
  expect(own.work).toBe("matmul 16×8×24");
  expect(!(own.error! <= own.bound!)).toBe(false);
  const headline = await lab.headline.textContent();
  await lab.page.getByRole("link", { name: "Weights" }).click();
  await lab.page.locator("weight-matrices pre").first().waitFor();
  await lab.page.getByRole("link", { name: "Bench" }).click();
  await lab.shows(lab.headline, headline!.trim().slice(0, 30));
  expect(await rows(lab).count()).toBe(report.rows.length);
  await lab.close();
});

it("mirrors works, libraries and rounds in the address, and Back undoes them", async () => {
  const lab = await openLab();
  await work(lab, "matmul-1024").focus();
  await lab.page.keyboard.press("Space");
  await work(lab, "jax-js").check();
  await lab.page.getByLabel("Another product, m × k × n").fill("300 x 200 x 50");
  await lab.page.keyboard.press("Enter");
  await lab.page.locator('field-box[data-field="rounds"] input').fill("9");
  const wanted = {
    lab: "bench",
    works: "matmul-300x200x50,matmul-80x80x1000,matmul-256,flagship-forward,flagship",
    against: "jax-js",
    rounds: "9",
  };
  await expect.poll(() => lab.query()).toEqual(wanted);
  await lab.shows(lab.page.locator(".verdict p"), /5 pieces of work on 3 implementations, 9 rounds/);
  const other = await openLab(new URL(lab.page.url()).search.replace("?lab=bench", ""));
  expect(await work(other, "matmul-300x200x50").isChecked()).toBe(true);
  expect(await work(other, "matmul-1024").isChecked()).toBe(false);
  await other.close();
  await lab.page.goBack();
  await expect.poll(() => lab.query()["rounds"]).toBeUndefined();
  await lab.close();
});

it.each([
  ["&works=matmul-0", 'The address is broken: works cannot be "matmul-0": it must be flagship'],
  ["&against=torch", 'against cannot be "torch": it must be one or more of tfjs'],
  ["&rounds=1000", 'rounds cannot be "1000": it must be a whole number from 3 to 50'],
  ["&rounds=3&rounds=4", 'rounds is named 2 times, as "3" and as "4": name it once.'],
  ["&size=3", "The address names size, which this page does not know."],
  ["&run=1", "A link starts nothing of itself"],
])("%s: one clear sentence, and the defaults", async (query, sentence) => {
  const lab = await openLab(query);
  await lab.shows(notice(lab), sentence);
  expect(await lab.page.locator("bench-plan tbody tr").count()).toBe(5);
  expect(await start(lab).isEnabled()).toBe(true);
  await lab.close();
});

it("says by its field what it does not take, and asks for work where none is chosen", async () => {
  const lab = await openLab("&works=matmul-16");
  const address = lab.page.url();
  await lab.page.getByLabel("Another product, m × k × n").fill("3 x 9999999 x 2");
  await lab.page.getByRole("button", { name: "Add" }).click();
  await lab.shows(
    lab.page.locator("#product-error"),
    /The product cannot be "3 x 9999999 x 2": it must be three sizes/,
  );
  const rounds = lab.page.locator('field-box[data-field="rounds"]');
  await rounds.locator("input").fill("2");
  await lab.shows(rounds.getByRole("alert"), 'Rounds cannot be "2": it must be a whole number from 3 to 50.');
  expect(lab.page.url()).toBe(address);
  await work(lab, "matmul-16").uncheck();
  await lab.shows(lab.page.locator(".verdict p"), "Choose at least one piece of work to measure.");
  expect(await start(lab).isDisabled()).toBe(true);
  await lab.close();
});

it("stops at a press, and can run again", async () => {
  const lab = await openLab("&works=matmul-16,matmul-2048&rounds=50");
  await start(lab).click();
  await rows(lab).first().waitFor(PATIENCE);
  await lab.page.getByRole("button", { name: "Stop" }).click();
  await again(lab).waitFor();
  await lab.shows(notice(lab), "Stopped. What was measured until then stays.");
  expect(await rows(lab).count()).toBeGreaterThan(0);
  expect(await copied(lab)).toMatchObject({ stopped: true });
  await lab.close();
});

it("says on return that leaving stopped the run, and keeps its rows", async () => {
  const lab = await openLab("&works=matmul-16,matmul-2048&rounds=50&run=1");
  await lab.shows(notice(lab), "A link starts nothing of itself");
  await start(lab).click();
  await rows(lab).first().waitFor(PATIENCE);
  expect(await notice(lab).count()).toBe(0);
  await lab.page.getByRole("link", { name: "Weights" }).click();
  await lab.page.locator("weight-matrices pre").first().waitFor();
  await lab.page.getByRole("link", { name: "Bench" }).click();
  await again(lab).waitFor();
  await lab.shows(notice(lab), "Stopped. What was measured until then stays.");
  expect(await rows(lab).count()).toBeGreaterThan(0);
  await lab.close();
});

it("shows results before knobs on a narrow screen, and says that the table scrolls", async () => {
  const lab = await openLab(SMALL, { viewport: { width: 360, height: 800 } });
  await run(lab);
  const top = async (name: string): Promise<number> => (await lab.page.locator(name).boundingBox())!.y;
  expect(await top("bench-table")).toBeLessThan(await top("bench-knobs"));
  expect(await lab.page.getByText("The table scrolls sideways.").isVisible()).toBe(true);
  await lab.page.setViewportSize({ width: 1280, height: 800 });
  expect(await top("bench-table")).toBeGreaterThan(await top("bench-knobs"));
  expect(await lab.page.getByText("The table scrolls sideways.").isVisible()).toBe(false);
  await lab.close();
});

it("shows other libraries in the same run, and why one could not be had", async () => {
  const lab = await openLab(`${SMALL}&against=tfjs-wasm,jax-js`);
  await lab.page.context().route(/\/jax-[^/]*\.js$/, (route) => route.abort());
  await run(lab);
  const tfjs = await cells(lab, "TensorFlow.js on WebAssembly");
  expect(tfjs[5]).toMatch(/^[\d.]+( × 10⁻.)?$/);
  expect(tfjs[6]).toMatch(/^0$|× 10⁻/);
  expect((await cells(lab, "jax-js on WebGPU"))[0]).toMatch(/could not be loaded/);
  await lab.shows(lab.page.locator(".verdict p"), /jax-js on WebGPU took no part: the table says why/);
  lab.complaints.splice(0, Infinity, ...lab.complaints.filter((text) => !/ERR_FAILED/.test(text)));
  await lab.close();
});

it("clears what it remembers of kernels, and nothing else", async () => {
  const lab = await openLab();
  await lab.page.getByTitle("Dark").click();
  // A software adapter is not tuned: as a GPU's tuning would be kept.
  const key = tuningKey({ adapter: "Acme 1", software: false, subgroups: false });
  await lab.page.evaluate((name) => localStorage.setItem(name, "{}"), key);
  await lab.page.getByRole("button", { name: "Clear tuning" }).click();
  await lab.shows(lab.page.locator("bench-lab .run [role=status]").first(), /^Cleared: /);
  expect(await lab.page.evaluate(() => Object.keys(localStorage))).toEqual(["initscope-theme"]);
  await lab.close();
});

it.each(
  (["light", "dark"] as const).flatMap((theme) => ([360, 1280] as const).map((width) => [theme, width] as const)),
)("axe finds nothing: %s, %i wide", async (colorScheme, width) => {
  const lab = await openLab(SMALL, { colorScheme, viewport: { width, height: 800 } });
  const violations = async (): Promise<string[]> => {
    const results = await lab.page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  };
  await lab.page.addScriptTag({ path: AXE });
  expect(await violations()).toEqual([]);
  await run(lab);
  await lab.page.getByText("The roofline in numbers").click();
  await lab.page.getByLabel("Another product, m × k × n").fill("x");
  await lab.page.getByRole("button", { name: "Add" }).click();
  expect(await violations()).toEqual([]);
  const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await lab.close();
});

describe("without a GPU adapter", () => {
  let browser: Browser;
  beforeAll(async () => {
    const options = await browserLaunchOptions();
    const args = options.args!.filter((flag) => !SOFTWARE_WEBGPU_FLAGS.some((own) => own === flag));
    browser = await chromium.launch({ ...options, args: [...args, "--no-sandbox", "--disable-background-networking"] });
  });
  afterAll(() => browser.close());

  it("says so, and measures the CPU", async () => {
    const lab = await openLab("&works=flagship&rounds=3", {}, browser);
    await lab.shows(lab.headline, "What can this machine’s CPU do?");
    await lab.shows(lab.page.locator(".verdict p"), /^(WebGPU is not offered here|No GPU adapter was found here)\./);
    await run(lab);
    await lab.shows(lab.page.locator("bench-lab .picture"), /So there is no roofline to draw\./);
    await lab.shows(lab.headline, /on the CPU\.$/);
    expect((await cells(lab, "Initscope on WebGPU"))[0]).toMatch(/GPU/);
    lab.complaints.splice(0, Infinity, ...lab.complaints.filter((text) => !/adapter|WebGPU/i.test(text)));
    await lab.close();
  });
});
