import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { type Browser, type Locator, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SOFTWARE_WEBGPU_FLAGS, browserLaunchOptions } from "../../tools/browser.ts";
import { LabPage } from "./labPage.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WIDE = { viewport: { width: 1280, height: 800 } };
/** A point of REFERENCE's table, in a network that a software adapter runs at once. */
const ORDERED = "&activation=tanh&sigma-w2=1.69&sigma-b2=0.09&depth=12&width=40";

async function openMap(query = "", options: Parameters<typeof LabPage.open>[1] = WIDE, browser?: Browser) {
  const lab = await LabPage.open(`?lab=theory${query}`, options, browser);
  await reading(lab).waitFor();
  return lab;
}

const plot = (lab: LabPage): Locator => lab.page.locator("theory-diagram .plot");
const reading = (lab: LabPage): Locator => lab.page.locator("theory-readout dl");
const place = (lab: LabPage): Locator => lab.page.locator("theory-readout p").first();
const notice = (lab: LabPage): Locator => lab.page.locator("theory-lab notice-line").getByRole("alert");
const preset = (lab: LabPage, name: string): Locator => lab.page.getByRole("button", { name, exact: true });

/** A place of the default window on the screen. */
async function onScreen(lab: LabPage, sigmaW2: number, sigmaB2: number): Promise<[x: number, y: number]> {
  const { x, y, width, height } = (await plot(lab).boundingBox())!;
  return [x + (sigmaW2 / 4) * width, y + (1 - sigmaB2) * height];
}

const painted = (lab: LabPage): Promise<void> => lab.page.locator("theory-diagram canvas.shown").waitFor();
const numberOf = (lab: LabPage, name: string): number => Number(lab.query()[name]);

it("opens from the Signal lab with He's ReLU at the edge of chaos, painted, with the line and what was measured", async () => {
  const lab = await LabPage.open("?depth=6&width=10", WIDE);
  await lab.settle();
  await lab.page.getByRole("link", { name: "Theory" }).click();
  await lab.shows(lab.headline, /^At the edge of chaos: gradients keep their size/);
  expect(await lab.page.title()).toContain("where signals die");
  await painted(lab);
  const line = lab.page.locator("theory-diagram path.line");
  // ReLU's line stands at σ_w² = 2, the middle of the window.
  const { width } = (await plot(lab).boundingBox())!;
  await expect.poll(() => line.getAttribute("d"), { timeout: 30_000 }).toMatch(/^M[\d.]+ /);
  const across = (await line.getAttribute("d"))!.match(/[\d.]+(?= )/g)!.map(Number);
  for (const x of across) expect(Math.abs(x - width / 2)).toBeLessThan(0.11);
  const names = lab.page.locator("theory-profile canvas");
  await expect.poll(() => names.first().getAttribute("aria-label"), { timeout: 30_000 }).toMatch(/q of preactivations/);
  expect(await names.nth(1).getAttribute("aria-label")).toMatch(/correlation c of the two inputs, measured 0\.5/);
  await lab.shows(lab.machine, /^Computed in float64 on the CPU/);
  await lab.page.goBack();
  await lab.shows(lab.headline, /signal/);
  await lab.close();
});

it("reads theory in float64 at the point, and under the mouse", async () => {
  const lab = await openMap(ORDERED);
  await lab.shows(
    lab.headline,
    "Ordered: gradients shrink to 0.97 of their size a layer, and inputs become alike within about 16 layers.",
  );
  await lab.shows(place(lab), /^At the point σw² = 1\.69, σb² = 0\.09: ordered$/);
  await lab.shows(reading(lab), /χ1 0\.939807 q\* 0\.607047 c\* 1 ξc 16\.1082 ξq [\d.]+ relative error [\d.]+ × 10/);
  await lab.page.mouse.move(...(await onScreen(lab, 3, 0.3)));
  await lab.shows(place(lab), /^Under the mouse σw² = (3|2\.99|3\.01), σb² = (0\.3|0\.29\d|0\.30\d): chaotic$/);
  await lab.page.mouse.move(5, 5);
  await lab.shows(place(lab), /^At the point/);
  await lab.close();
});

it("moves the point by dragging it, and by a click; Back undoes a drag at once", async () => {
  const lab = await openMap(ORDERED);
  await lab.page.mouse.move(...(await onScreen(lab, 1.69, 0.09)));
  await lab.page.mouse.down();
  for (const sigmaW2 of [2, 2.5, 3]) await lab.page.mouse.move(...(await onScreen(lab, sigmaW2, 0.2)));
  await lab.shows(lab.headline, /^Chaotic: gradients grow/);
  // A hand that rests on the way, for longer than the address waits, has not let go.
  await expect.poll(() => numberOf(lab, "sigma-w2")).toBeCloseTo(3, 1);
  await lab.page.mouse.move(...(await onScreen(lab, 3.4, 0.2)));
  await lab.page.mouse.up();
  await expect.poll(() => numberOf(lab, "sigma-w2")).toBeCloseTo(3.4, 1);
  expect(numberOf(lab, "sigma-b2")).toBeCloseTo(0.2, 1);
  expect(await lab.box("sigmaW2").inputValue()).toBe(lab.query()["sigma-w2"]);
  await lab.page.mouse.click(...(await onScreen(lab, 1, 0.5)));
  await lab.shows(lab.headline, /^Ordered/);
  await expect.poll(() => numberOf(lab, "sigma-w2")).toBeCloseTo(1, 1);
  await lab.page.goBack();
  await expect.poll(() => numberOf(lab, "sigma-w2")).toBeCloseTo(3.4, 1);
  await lab.page.goBack();
  await expect.poll(() => lab.query()["sigma-w2"]).toBe("1.69");
  await lab.shows(lab.headline, /^Ordered/);
  await lab.close();
});

it("zooms by Ctrl and the wheel about the mouse, pans by dragging the ground, and shows the whole map again", async () => {
  const lab = await openMap(ORDERED);
  await painted(lab);
  await lab.page.mouse.move(...(await onScreen(lab, 2, 0.5)));
  await lab.page.keyboard.down("Control");
  await lab.page.mouse.wheel(0, -600);
  await lab.page.keyboard.up("Control");
  await expect.poll(() => lab.query()["window"]).toBeDefined();
  const [left, right, low, high] = lab.query()["window"]!.split(",").map(Number) as [number, number, number, number];
  expect(right - left).toBeCloseTo(4 * Math.exp(-0.9), 1);
  expect((left + right) / 2).toBeCloseTo(2, 1);
  expect((low + high) / 2).toBeCloseTo(0.5, 1);
  const { x, y, width, height } = (await plot(lab).boundingBox())!;
  await lab.page.mouse.move(x + width / 2, y + height / 4);
  await lab.page.mouse.down();
  await lab.page.mouse.move(x + width / 4, y + height / 4, { steps: 4 });
  await lab.page.mouse.up();
  // A quarter of the window to the right; the point stays where it was, in the plane.
  await expect.poll(() => Number(lab.query()["window"]!.split(",")[0])).toBeCloseTo(left + (right - left) / 4, 1);
  expect(lab.query()["sigma-w2"]).toBe("1.69");
  await lab.page.getByRole("button", { name: "Whole map" }).click();
  await expect.poll(() => lab.query()["window"]).toBeUndefined();
  await lab.page.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(() => lab.query()["window"]).toBeDefined();
  // Another activation has its line elsewhere.
  await lab.page.locator("#activation").selectOption("sigmoid");
  await expect.poll(() => lab.query()["window"]).toBeUndefined();
  await lab.close();
});

/** What has the focus, inside all shadow roots. */
const focused = (lab: LabPage): Promise<string> =>
  lab.page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element?.className} ${element?.textContent?.trim()}`;
  });

it("offers the way to a point outside the map, wherever a knob may have put it, and leads the focus there", async () => {
  const lab = await openMap("&activation=tanh&sigma-w2=50000&sigma-b2=0.09&depth=12&width=40&window=3,4,0.5,1");
  await lab.page.getByRole("button", { name: "Show it" }).press("Enter");
  await expect.poll(() => lab.page.locator("theory-diagram .knob").count()).toBe(1);
  expect(await focused(lab)).toMatch(/^ *plot /);
  await lab.close();
});

it("keeps the focus where there is no more of the map to show", async () => {
  const lab = await openMap(`${ORDERED}&window=1,4,0,1`);
  const whole = lab.page.getByRole("button", { name: "Whole map" });
  expect(await whole.getAttribute("aria-disabled")).toBe("false");
  await whole.press("Enter");
  await expect.poll(() => whole.getAttribute("aria-disabled")).toBe("true");
  expect(await focused(lab)).toMatch(/Whole map$/);
  await lab.close();
});

it("says once that its worker did not start, and nothing else", async () => {
  const lab = await LabPage.open("?depth=6&width=10", WIDE);
  await lab.page.context().route(/theoryWorker/, (route) => route.abort());
  await lab.page.getByRole("link", { name: "Theory" }).click();
  await lab.shows(lab.headline, /^This lab could not be started\.$/);
  const said = lab.page.getByText(
    /worker failed: its script could not be loaded\. Reload the page to start it again\./,
  );
  expect([await said.count(), await lab.headline.count(), await notice(lab).count()]).toEqual([1, 1, 0]);
  lab.complaints.splice(0, Infinity, ...lab.complaints.filter((text) => !/Failed to load resource/.test(text)));
  await lab.close();
});

it("says once that its worker failed, and that what is on show is not what the knobs say", async () => {
  const lab = await openMap(ORDERED);
  await painted(lab);
  const worker = lab.page.workers().find((one) => one.url().includes("theoryWorker"))!;
  await worker.evaluate(
    () =>
      void setTimeout(() => {
        throw new Error("planted");
      }),
  );
  await lab.box("sigmaW2").fill("1.2");
  await lab.shows(notice(lab), /^The Theory lab's worker failed: .*planted.* Reload the page to start it again\.$/);
  await lab.shows(
    lab.page.locator("theory-verdict p"),
    /^This is still tanh at σ.* 1\.69, .* not what the knobs say\.$/,
  );
  expect([await notice(lab).count(), await lab.page.getByText(/worker failed/).count()]).toEqual([1, 1]);
  lab.complaints.splice(0, Infinity, ...lab.complaints.filter((text) => !/planted/.test(text)));
  await lab.close();
});

it("says nothing of a view that did not load once another is on show", async () => {
  const lab = await openMap(ORDERED);
  let fail = (): void => undefined;
  const waited = new Promise<void>((resolve) => (fail = resolve));
  const asked = lab.page.waitForRequest(/theory-isometry-/);
  const failed = lab.page.waitForEvent("requestfailed");
  await lab.page.context().route(/theory-isometry-/, (route) => waited.then(() => route.abort()));
  await lab.page.getByRole("link", { name: "Isometry" }).click();
  await asked;
  await lab.page.getByRole("link", { name: "Map" }).click();
  fail();
  await failed;
  // What comes of it comes before what is asked for after it.
  await preset(lab, "tanh × 5/3: chaotic").click();
  await lab.shows(lab.headline, /^Chaotic/);
  expect(await notice(lab).count()).toBe(0);
  lab.complaints.splice(0, Infinity, ...lab.complaints.filter((text) => !/Failed to load resource/.test(text)));
  await lab.close();
});

it("is moved and zoomed by the keyboard", async () => {
  const lab = await openMap(ORDERED);
  await plot(lab).focus();
  const entries = (): Promise<number> => lab.page.evaluate(() => history.length);
  const before = await entries();
  await lab.page.keyboard.press("ArrowRight");
  await expect.poll(() => lab.query()["sigma-w2"]).toBe("1.73");
  await lab.page.keyboard.press("Shift+ArrowUp");
  await expect.poll(() => lab.query()["sigma-b2"]).toBe("0.19");
  await lab.page.keyboard.down("ArrowLeft");
  for (let repeat = 0; repeat < 5; repeat += 1) await lab.page.keyboard.down("ArrowLeft");
  await lab.page.keyboard.up("ArrowLeft");
  await expect.poll(() => lab.query()["sigma-w2"]).toBe("1.49");
  // A held key is one step.
  expect((await entries()) - before).toBe(3);
  await lab.page.keyboard.press("+");
  await expect.poll(() => lab.query()["window"]).toBeDefined();
  await lab.page.keyboard.press("Home");
  await expect.poll(() => lab.query()["window"]).toBeUndefined();
  // What was typed in error is forgotten by a step through the history.
  await lab.box("depth").fill("0");
  await lab.shows(lab.error("depth"), /Depth cannot be "0"/);
  await lab.page.goBack();
  await lab.shows(lab.error("depth"), /^$/);
  await lab.close();
});

it("mirrors the whole state, and finds it again from the link", async () => {
  const lab = await openMap();
  await lab.page.locator("#activation").selectOption("erf");
  await lab.box("sigmaW2").fill("1.5");
  await lab.box("sigmaB2").fill("0.25");
  await lab.box("depth").fill("8");
  await lab.box("width").fill("16");
  await lab.box("correlation").fill("-0.25");
  await lab.box("seed").fill("7");
  await lab.page.getByText("CPU, float64").click();
  await lab.page.locator('theory-map input[name="quantity"][value="xiC"]').check();
  await lab.page.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(() => Object.keys(lab.query()).length).toBe(11);
  expect(lab.query()).toMatchObject({
    lab: "theory",
    activation: "erf",
    "sigma-w2": "1.5",
    "sigma-b2": "0.25",
    depth: "8",
    width: "16",
    correlation: "-0.25",
    seed: "7",
    engine: "cpu",
    quantity: "xiC",
  });
  const other = await openMap(new URL(lab.page.url()).search.replace("?lab=theory", ""));
  expect(await other.headline.textContent()).toBe(await lab.headline.textContent());
  expect(await other.box("correlation").inputValue()).toBe("-0.25");
  expect(await other.page.locator('theory-map input[value="xiC"]').isChecked()).toBe(true);
  expect(other.query()).toEqual(lab.query());
  await other.close();
  await lab.close();
});

it("says what is broken in an address, and keeps all else", async () => {
  const lab = await openMap("&activation=tanh&sigma-w2=lots&sigma-b2=0.09&window=1&foo=2");
  await lab.shows(
    notice(lab),
    /^The address is broken: sigma-w2 cannot be "lots": it must be a number from 0 to 1e6\. window cannot be "1": .*It names foo, .*All else in it holds\.$/,
  );
  expect(await notice(lab).count()).toBe(1);
  expect(await lab.page.locator("#activation").inputValue()).toBe("tanh");
  expect(await lab.box("sigmaB2").inputValue()).toBe("0.09");
  expect(await lab.box("sigmaW2").inputValue()).toBe("2");
  await lab.close();
});

it("shows what presets are named after, and goes back over one", async () => {
  const lab = await openMap("&depth=12&width=40");
  for (const [name, verdict] of [
    ["PyTorch’s default fades", /^Ordered: gradients shrink/],
    ["tanh, ordered", /^Ordered/],
    ["tanh at the edge", /^At the edge of chaos/],
    ["tanh × 5/3: chaotic", /^Chaotic/],
    ["He’s ReLU: on the line", /^At the edge of chaos/],
  ] as const) {
    await preset(lab, name).click();
    await lab.shows(lab.headline, verdict);
    expect(await preset(lab, name).getAttribute("aria-pressed")).toBe("true");
  }
  await lab.page.goBack();
  await expect.poll(() => lab.query()["sigma-w2"]).toBe(String(25 / 9));
  await lab.shows(lab.headline, /^Chaotic/);
  await lab.close();
});

it("says that there is no fixed point, and draws what can be drawn", async () => {
  const lab = await openMap("&sigma-w2=2.5&sigma-b2=0.5&depth=12&width=40");
  await lab.shows(lab.headline, /^No fixed point: signals grow without end, and gradients grow 1\.12-fold a layer\.$/);
  await painted(lab);
  await lab.shows(reading(lab), /χ1 1\.25 q\* ∞/);
  await lab.page.locator('theory-map input[name="quantity"][value="qStar"]').check();
  await lab.shows(lab.page.locator("diagram-legend ul"), /infinite: signals grow for ever/);
  await lab.close();
});

it("computes on the GPU where it is asked for, and names it", async () => {
  const lab = await openMap(`${ORDERED}&engine=gpu`);
  await lab.shows(lab.machine, /^Computed on .*swiftshader.*, a software adapter: no GPU here/i);
  await painted(lab);
  await lab.shows(lab.page.locator("theory-map .painted"), /^512 × 512 cells on .*swiftshader.*, in \d+ ms$/i);
  expect(await notice(lab).count()).toBe(0);
  await lab.close();
});

it("goes from view to view by the keyboard, and back", async () => {
  const lab = await openMap(ORDERED);
  const width = lab.page.getByRole("link", { name: "Finite width" });
  await width.focus();
  await lab.page.keyboard.press("Enter");
  await lab.page.locator("theory-width").waitFor();
  expect(lab.query()).toMatchObject({ view: "width", activation: "tanh" });
  expect(await width.getAttribute("aria-current")).toBe("page");
  await lab.page.goBack();
  await reading(lab).waitFor();
  expect(lab.query()["view"]).toBeUndefined();
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

  it("computes in float64, and says clearly that a GPU cannot be had", async () => {
    const lab = await openMap(ORDERED, WIDE, browser);
    await painted(lab);
    await lab.shows(lab.machine, /^This browser .* Computed in float64 on the CPU\.$/);
    await lab.page.evaluate(() => {
      history.pushState(null, "", `${location.search}&engine=gpu`);
      dispatchEvent(new PopStateEvent("popstate"));
    });
    await lab.shows(notice(lab).first(), /^This browser .* Choose another engine/);
    await lab.shows(lab.page.locator("#no-gpu"), "No GPU here: choose Fastest to compute on the CPU.");
    expect(await notice(lab).count()).toBe(1);
    // The picture is not what was asked for, and its legend stays its own.
    const stale = lab.page.locator("theory-map figure.outdated");
    await expect.poll(() => stale.count()).toBe(1);
    await lab.page.locator('theory-map input[name="quantity"][value="qStar"]').check();
    await expect.poll(() => lab.query()["quantity"]).toBe("qStar");
    const legend = lab.page.locator("diagram-legend p");
    await lab.shows(legend, /^χ₁, /);
    await lab.page.getByText("Fastest", { exact: true }).click();
    await expect.poll(() => notice(lab).count()).toBe(0);
    await lab.shows(legend, /^q\*, /);
    await expect.poll(() => stale.count()).toBe(0);
    expect(lab.query()["engine"]).toBeUndefined();
    lab.complaints.splice(0, Infinity, ...lab.complaints.filter((text) => !/adapter|WebGPU/i.test(text)));
    await lab.close();
  });
});

it.each((["light", "dark"] as const).flatMap((theme) => [360, 1280].map((width) => [theme, width] as const)))(
  "axe finds nothing: %s, %d wide",
  async (colorScheme, width) => {
    const lab = await openMap(ORDERED, { colorScheme, viewport: { width, height: 800 } });
    await painted(lab);
    for (const summary of await lab.page.locator("theory-map summary").all()) await summary.click();
    await lab.page.addScriptTag({ path: AXE });
    const results = await lab.page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await lab.close();
  },
);
