import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };

async function openLab(query = "", options: Parameters<typeof LabPage.open>[1] = { viewport: WIDE }) {
  const lab = await LabPage.open(`?lab=symmetry${query}`, options);
  await painted(lab).nth(1).waitFor();
  return lab;
}

const painted = (lab: LabPage): Locator => lab.page.locator("training-boundary canvas.shown");
const play = (lab: LabPage): Locator => lab.page.locator("symmetry-player button.play");
const preset = (lab: LabPage, id: string): Locator => lab.page.locator(`symmetry-presets [data-preset="${id}"]`);
const rest = (lab: LabPage): Locator => lab.page.locator("theory-verdict p");

async function updates(lab: LabPage): Promise<number> {
  const text = await lab.page.locator("symmetry-player .count b").textContent();
  return Number(text!.replaceAll(",", ""));
}

/** All that a person reads in the lab, in its shadow roots too. */
function textOf(lab: LabPage): Promise<string> {
  return lab.page.evaluate(() => {
    const read = (node: Node): string => {
      if (node instanceof HTMLStyleElement) return "";
      const own = node.nodeType === Node.TEXT_NODE ? node.textContent : "";
      const labels = node instanceof Element ? (node.getAttribute("aria-label") ?? "") : "";
      const children = [...((node as Element).shadowRoot?.childNodes ?? []), ...node.childNodes];
      return [own, labels, ...children.map(read)].join(" ");
    };
    return read(document.querySelector("lab-app")!);
  });
}

it("opens from another lab on the thread's dare, trained, painted and checked", async () => {
  const lab = await LabPage.open("?depth=6&width=10", { viewport: WIDE });
  await lab.settle();
  await lab.page.getByRole("link", { name: "Symmetry" }).click();
  await lab.shows(
    lab.headline,
    /^Zeros: after 2,000 updates, 3 hidden units are still one\. Glorot uniform: all 3 differ\.$/,
  );
  await lab.shows(rest(lab), /equal units move alike, to the last bit; loss 0\.\d+, \d\d % of examples right/);
  expect(await lab.page.title()).toContain("what equal weights cost");
  await painted(lab).nth(1).waitFor();
  await lab.shows(lab.page.locator("training-badge p"), /float64 reference itself|agree with float64/);
  expect(await preset(lab, "zeros").getAttribute("aria-pressed")).toBe("true");
  expect(await textOf(lab)).not.toMatch(/NaN|Infinity|undefined|\[object/);
  const { y, height } = (await lab.page.locator("training-boundary .plot").first().boundingBox())!;
  expect(y + height / 2).toBeLessThan(WIDE.height);
  // Found again where it was left while it played, on canvases of its own.
  await play(lab).click();
  await expect.poll(() => updates(lab)).toBeGreaterThan(2000);
  await lab.page.getByRole("link", { name: "Weights" }).click();
  await lab.shows(lab.headline, /^No data was needed/);
  await lab.page.getByRole("link", { name: "Symmetry" }).click();
  await painted(lab).nth(1).waitFor();
  const left = Number(lab.query()["iterations"]);
  expect(left).toBeGreaterThan(2000);
  await expect.poll(() => updates(lab)).toBe(left);
  await lab.close();
});

it("trains and paints on the GPU where it is asked to, in any window", async () => {
  const lab = await openLab("&engine=gpu&iterations=20", { viewport: NARROW });
  await lab.shows(lab.page.locator("training-badge p"), /^The GPU’s losses agree with float64 to .* over 20 updates/);
  const side = async (): Promise<number> => (await painted(lab).first().boundingBox())!.width;
  const narrow = await side();
  await lab.page.setViewportSize(WIDE);
  await expect.poll(side).toBeGreaterThan(narrow);
  await play(lab).click();
  await expect.poll(() => updates(lab)).toBeGreaterThan(20);
  expect(await painted(lab).count()).toBe(2);
  expect(await textOf(lab)).not.toMatch(/NaN|Infinity|undefined|\[object/);
  await lab.close();
});

it("is driven by the keyboard: a comparison, play, pause, step and reset, each in the link", async () => {
  const lab = await openLab("&iterations=20");
  await preset(lab, "relu").press("Enter");
  await lab.shows(
    lab.headline,
    /^Zeros: after 2,000 updates, only the output’s bias has moved, 3 hidden units are still one\./,
  );
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", activation: "relu" });
  // Outside the player and the pictures a digit is no command.
  await lab.page.keyboard.press("0");
  await play(lab).focus();
  await lab.page.keyboard.press(".");
  // After a reset it would be the first.
  await expect.poll(() => updates(lab)).toBe(2001);
  await lab.page.keyboard.press("0");
  await expect.poll(() => lab.query()["iterations"]).toBe("0");
  await lab.shows(lab.headline, /^Zeros: 3 hidden units start as one\./);
  await lab.page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    (focused as HTMLElement).blur();
  });
  await lab.page.keyboard.press("Space");
  await lab.shows(play(lab), "Pause");
  await expect.poll(() => updates(lab)).toBeGreaterThan(2);
  expect(lab.query()["iterations"]).toBe("0");
  const verdict = lab.page.locator("theory-verdict");
  expect(await verdict.getAttribute("style")).toMatch(/min-height: \d/);
  await lab.page.keyboard.press("Space");
  await lab.shows(play(lab), "Play");
  await expect.poll(async () => lab.query()["iterations"] === String(await updates(lab))).toBe(true);
  expect(await verdict.getAttribute("style")).not.toMatch(/min-height: \d/);
  const before = await updates(lab);
  await play(lab).focus();
  await lab.page.keyboard.press(".");
  await lab.page.keyboard.press(".");
  await expect.poll(() => updates(lab)).toBe(before + 2);
  await play(lab).press("Enter");
  await expect.poll(() => updates(lab)).toBeGreaterThan(before + 3);
  await lab.page.keyboard.press("r");
  await expect.poll(() => updates(lab)).toBe(0);
  await lab.shows(play(lab), "Play");
  await expect.poll(() => lab.query()["iterations"]).toBe("0");
  // Back to where the runs were led before the reset, from a run that plays as well; Forward leads on again.
  await lab.page.goBack();
  const led = Number(lab.query()["iterations"]);
  expect(led).toBeGreaterThan(before + 3);
  await expect.poll(() => updates(lab)).toBe(led);
  await lab.page.goForward();
  await expect.poll(() => updates(lab)).toBe(0);
  await play(lab).press("Enter");
  await expect.poll(() => updates(lab)).toBeGreaterThan(0);
  await lab.page.goBack();
  await lab.shows(play(lab), "Play");
  await expect.poll(() => updates(lab)).toBe(led);
  await lab.page.goForward();
  await expect.poll(() => updates(lab)).toBe(0);
  expect(lab.query()["iterations"]).toBe("0");
  await lab.close();
});

it("breaks the symmetry where ε leaves 0, at the same update, and finds it again at 0", async () => {
  const lab = await openLab("&initializer=constant&value=0.5&iterations=20");
  await lab.shows(lab.headline, /^Constant 0\.5: after 20 updates, 3 hidden units are still one\./);
  await lab.slider("epsilon").press("ArrowRight");
  await lab.shows(lab.headline, /^Constant 0\.5 with noise 10⁻⁸: after 20 updates, 3 hidden units are still one\./);
  await lab.shows(lab.page.locator("start-knobs .effect").first(), /^Too small: beside these weights float32/);
  await lab.box("epsilon").fill("1e-6");
  await lab.shows(
    lab.headline,
    /^Constant 0\.5 with noise 10⁻⁶: after 20 updates, 3 hidden units differ, but only from/,
  );
  await lab.slider("epsilon").press("End");
  await lab.shows(lab.headline, /^Constant 0\.5 with noise 1: after 20 updates, all 3 hidden units differ\./);
  await expect.poll(() => lab.query()["epsilon"]).toBe("1");
  await lab.slider("epsilon").press("Home");
  await lab.shows(lab.headline, /^Constant 0\.5: after 20 updates, 3 hidden units are still one\./);
  await lab.page.locator("start-knobs").nth(1).locator("#initializer").selectOption("ones");
  await lab.shows(lab.headline, /Ones: 3 are still one\.$/);
  await lab.page.goBack();
  await lab.shows(lab.headline, /Glorot uniform: all 3 differ\.$/);
  await lab.close();
});

it("says what is wrong with an address and with a knob, and holds all else", async () => {
  const lab = await openLab("&learning-rate=-1&seed=5&iterations=20");
  const notice = lab.page.locator("symmetry-lab notice-line").getByRole("alert");
  await lab.shows(notice, /^The address is broken: learning-rate cannot be "-1": .* All else in it holds\.$/);
  expect(await lab.box("seed").inputValue()).toBe("5");
  await lab.shows(lab.headline, /^Zeros: after 20 updates/);
  const layers = lab.page.locator('symmetry-knobs field-box[data-field="layers"]');
  await layers.locator("input").fill("2,70,1");
  await lab.shows(layers.getByRole("alert"), /at most 8 hidden layers of up to 64 units/);
  await layers.locator("input").fill("2,4,1");
  await lab.shows(lab.headline, /^Zeros: after 20 updates, 4 hidden units are still one\./);
  // A rate that no float32 survives.
  await lab.page.locator("symmetry-knobs summary").click();
  await lab.page.locator("#loss").selectOption("mean_squared_error");
  await lab.page.locator("#output-activation").selectOption("identity");
  await lab.box("learning-rate").fill("1e6");
  await lab.shows(lab.headline, /its numbers grew past 2¹⁰⁰ at update \d+/);
  await lab.shows(rest(lab), /the weights before it are kept .*; lower the learning rate\./);
  expect(await textOf(lab)).not.toMatch(/NaN|Infinity|undefined|\[object/);
  await lab.close();
});

it.each([
  ["light", "narrow", NARROW, ""],
  ["dark", "wide", WIDE, "&lesson=1"],
] as const)("axe finds nothing: %s, %s", async (colorScheme, _size, viewport, query) => {
  const lab = await openLab(`&iterations=20${query}`, { colorScheme, viewport });
  if (viewport === NARROW) {
    const parts = ["theory-verdict", "symmetry-player", "symmetry-presets", "symmetry-runs", "symmetry-lesson"];
    const tops = await Promise.all(parts.map(async (part) => (await lab.page.locator(part).boundingBox())!.y));
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(tops[1]).toBeLessThan(NARROW.height);
  }
  for (const summary of await lab.page.locator("symmetry-lab summary").all()) await summary.click();
  await lab.box("learning-rate").fill("0");
  await lab.shows(lab.error("learning-rate"), /Learning rate cannot be/);
  await lab.page.addScriptTag({ path: AXE });
  const { violations } = await lab.page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await lab.close();
});
