import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import { expect, it } from "vitest";
import { readNpz } from "../../src/experiments/weights/npz.ts";
import { readSafetensors } from "../../src/experiments/weights/safetensors.ts";
import { drawWeights } from "../../src/experiments/weights/weights.ts";
import { DEFAULT_WEIGHTS_CONFIG } from "../../src/experiments/weights/weightsConfig.ts";
import { LabPage } from "./labPage.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** What the thread's cell prints; the forum took the blanks at the start of its lines. */
const THREAD = `W1(2, 3):
[[ 0.08 -0.3   0.18]
[-0.56 -0.15  0.89]]
b1(3,): [0. 0. 0.]
W2(3, 1):
[[-0.43]
[-0.88]
[ 0.36]]
b2(1,): [0.]`;

async function openLab(query = "", options: Parameters<typeof LabPage.open>[1] = {}): Promise<LabPage> {
  const lab = await LabPage.open(`?lab=weights${query}`, options);
  await lab.page.locator("weight-matrices pre").first().waitFor();
  return lab;
}

function printed(lab: LabPage): Promise<string> {
  return lab.page
    .locator("weight-matrices pre")
    .allTextContents()
    .then((texts) => texts.join("\n").replaceAll(/^ +/gm, ""));
}

const number = (lab: LabPage, point: string) => lab.page.locator(`weight-matrices [data-point="${point}"]`);
const recipe = (lab: LabPage) => lab.page.locator("weight-recipe ol");
const field = (lab: LabPage, name: string) => lab.page.locator(`weights-knobs field-box[data-field="${name}"]`);

it("prints the thread's numbers, and says that no data was needed", async () => {
  const lab = await openLab();
  expect(await printed(lab)).toBe(THREAD);
  await lab.shows(lab.headline, "No data was needed: seed 1234 and the shapes decide these 9 numbers.");
  expect(await lab.page.title()).toContain("where starting weights come from");
  await lab.page.locator("weight-matrices").getByText("8", { exact: true }).click();
  await expect.poll(() => printed(lab)).toContain("[[ 0.08334005 -0.29660565  0.17884266]");
  await lab.close();
});

it("opens from the Signal lab, and each is found again as it was left", async () => {
  const lab = await LabPage.open("?depth=6&width=10");
  await lab.settle();
  await lab.page.getByRole("link", { name: "Weights" }).click();
  await lab.shows(lab.headline, /^No data was needed/);
  await field(lab, "seed").locator("input").fill("7");
  await lab.shows(lab.headline, /seed 7 /);
  await expect.poll(() => lab.query()["seed"]).toBe("7");
  await lab.page.getByRole("link", { name: "Signal" }).click();
  await expect.poll(() => lab.box("depth").inputValue()).toBe("6");
  await lab.page.getByRole("link", { name: "Weights" }).click();
  await lab.shows(lab.headline, /seed 7 /);
  await lab.page.goBack();
  await expect.poll(() => lab.box("depth").inputValue()).toBe("6");
  await lab.close();
});

it("tells the way of a number: by the keyboard, and by the mouse", async () => {
  const lab = await openLab();
  await lab.shows(recipe(lab), /op seed\s+1892932127.*weight\s+0\.08334005/);
  await number(lab, "W1.0.0").focus();
  await lab.page.keyboard.press("ArrowRight");
  await lab.page.keyboard.press("ArrowDown");
  await lab.shows(recipe(lab), /weight\s+-0\.15262699/);
  expect(await number(lab, "W1.1.1").getAttribute("class")).toBe("pointed");
  await expect.poll(() => lab.query()["point"]).toBe("W1.1.1");
  await lab.shows(lab.page.locator("weight-distribution .pointed text"), "−0.1526");
  expect(await lab.page.locator("weight-network .edge.pointed").count()).toBe(1);
  await lab.shows(lab.page.locator("weight-layout .own td.pointed"), "−0.15");
  await lab.page.keyboard.press("End");
  await lab.shows(lab.page.locator("weight-recipe h2"), /b2\[0\], the bias of unit 1 of layer 2/);
  await number(lab, "W2.1.0").hover();
  await lab.shows(recipe(lab), /op seed\s+501869158.*weight\s+-0\.88499916/);
  await lab.page.mouse.move(2, 2);
  await lab.shows(lab.page.locator("weight-recipe h2"), /b2\[0\]/);
  await lab.page.locator("weight-network .hit").first().dispatchEvent("mouseenter");
  await lab.shows(lab.page.locator("weight-recipe h2"), /W[12]\[/);
  await lab.close();
});

it("changes framework, initializer, seed and layers, in step with the address, and finds all again", async () => {
  const lab = await openLab();
  await lab.page.locator("#framework").selectOption("pytorch");
  await lab.shows(lab.page.locator("weight-matrices pre").first(), /^W1\(3, 2\):/);
  await lab.page.locator("#initializer").selectOption("he_normal");
  await field(lab, "gain").locator("input").fill("2");
  await lab.page.locator("#mode").selectOption("fan_out");
  await field(lab, "seed").locator("input").fill("42");
  await lab.page.getByRole("button", { name: "Add a layer" }).click();
  await field(lab, "size3").locator("input").fill("5");
  await lab.page.getByRole("button", { name: "Remove layer 1" }).click();
  await expect
    .poll(() => lab.query())
    .toEqual({
      lab: "weights",
      framework: "pytorch",
      initializer: "he_normal",
      gain: "2",
      mode: "fan_out",
      seed: "42",
      layers: "2,1,5",
    });
  const text = await printed(lab);
  expect(text).toContain("W2(5, 1):");
  const other = await openLab(new URL(lab.page.url()).search.replace("?lab=weights", ""));
  await expect.poll(() => printed(other)).toBe(text);
  expect(await field(other, "gain").locator("input").inputValue()).toBe("2");
  await other.close();
  await lab.page.goBack();
  await expect.poll(() => lab.query()["layers"]).toBe("2,3,1,5");
  await lab.close();
});

it.each([
  ["keras3", "[["],
  ["jax", "W1(2, 3):"],
  ["numpy", "W1(3, 2):"],
  ["numpy_default_rng", "W1(3, 2):"],
])("draws with %s", async (framework, start) => {
  const lab = await openLab();
  await lab.page.locator("#framework").selectOption(framework);
  await expect.poll(() => printed(lab)).not.toBe(THREAD);
  expect(await printed(lab)).toContain(start);
  await lab.shows(recipe(lab), /weight/);
  if (framework === "jax")
    await lab.shows(lab.page.locator("weights-knobs .hint").first(), /Flax’s folding is not imitated/);
  await lab.close();
});

it("disables what a framework lacks, and takes its default where the initializer is missing", async () => {
  const lab = await openLab("&framework=pytorch&initializer=sparse");
  expect(await lab.page.locator('#initializer option[value="lecun_normal"]').isDisabled()).toBe(true);
  await lab.page.locator("#framework").selectOption("jax");
  await expect.poll(() => lab.page.locator("#initializer").inputValue()).toBe("default");
  await lab.shows(lab.page.locator('#initializer option[value="sparse"]'), "sparse: JAX has none");
  await lab.close();
});

it("shows every preset, and draws nothing twice the same", async () => {
  const lab = await openLab();
  const seen = new Set<string>();
  for (const button of await lab.page.locator("weights-presets button").all()) {
    await button.click();
    await expect.poll(() => printed(lab).then((text) => seen.has(text))).toBe(false);
    seen.add(await printed(lab));
    expect(await button.getAttribute("aria-pressed")).toBe("true");
  }
  expect(seen.size).toBeGreaterThan(7);
  await lab.close();
});

it("changes the data, and not one weight", async () => {
  const lab = await openLab();
  const outputs = lab.page.locator("weight-data table");
  const before = await outputs.textContent();
  await lab.page.getByRole("button", { name: "Give it other data" }).click();
  await lab.shows(lab.page.locator("weight-data .same"), /all 13 numbers of W and b are the same, bit for bit\./);
  expect(await outputs.textContent()).not.toBe(before);
  expect(await printed(lab)).toBe(THREAD);
  await expect.poll(() => lab.query()["data"]).toBe("2");
  await lab.close();
});

it.each([
  ["seed", "12x", 'seed cannot be "12x": it must be a whole number', ""],
  ["seed", "4294967296", "NumPy's legacy generator takes a whole number from 0 to 4294967295", "&framework=numpy"],
  ["size1", "0", 'layers cannot be "2,0,1": it must be two or more whole numbers from 1', ""],
  ["size1", "99999999", "are not drawn at once", ""],
  ["gain", "0", 'gain cannot be "0": it must be a number', "&initializer=orthogonal"],
])("%s typed as %j: one sentence by the field, and the last good state stays", async (name, text, sentence, query) => {
  const lab = await openLab(query);
  const [before, address] = [await printed(lab), lab.page.url()];
  await field(lab, name).locator("input").fill(text);
  await lab.shows(field(lab, name).getByRole("alert"), sentence);
  expect(await field(lab, name).locator("input").getAttribute("aria-invalid")).toBe("true");
  expect([await printed(lab), lab.page.url()]).toEqual([before, address]);
  await field(lab, name).locator("input").fill("4");
  expect(await field(lab, name).getByRole("alert").count()).toBe(0);
  await lab.close();
});

it.each([
  ["&layers=2", 'The address is broken: layers cannot be "2"'],
  ["&framework=torch", 'framework cannot be "torch": it must be one of numpy'],
  ["&framework=jax&initializer=sparse", "sparse"],
  ["&point=W3.0.0", 'point cannot be "W3.0.0": it must be a number of this network'],
  ["&seed=1&seed=2", 'seed is named 2 times, as "1" and as "2": name it once.'],
  ["&sede=1", "The address names sede, which this page does not know."],
])("%s: one clear sentence, and the defaults", async (query, sentence) => {
  const lab = await openLab(query);
  expect(await lab.page.locator("notice-line").getByRole("alert").textContent()).toContain(sentence);
  expect(await printed(lab)).toBe(THREAD);
  await lab.close();
});

it("draws a large layer in the worker, and prints its summary", async () => {
  const lab = await openLab("&layers=2048,2048,10&framework=jax&initializer=he_normal");
  await expect.poll(() => printed(lab), { timeout: 60_000 }).toContain("...");
  expect(await lab.page.locator("weight-matrices button").count()).toBeLessThan(200);
  await number(lab, "W1.2047.2047").focus();
  await lab.shows(lab.page.locator("weight-recipe h2"), /from input 2048 to unit 2048 of layer 1/);
  await lab.close();
});

it.each([
  ["safetensors", readSafetensors],
  ["npz", readNpz],
] as const)("saves the very numbers as a .%s file", async (extension, read) => {
  const lab = await openLab();
  const report = await drawWeights(DEFAULT_WEIGHTS_CONFIG);
  const download = lab.page.waitForEvent("download");
  await lab.page.getByRole("button", { name: `Download .${extension}` }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`weights.${extension}`);
  const path = join(tmpdir(), `initscope-${process.pid}.${extension}`);
  await file.saveAs(path);
  const arrays = Object.values(read(await readFile(path)));
  await rm(path);
  const values = report.layers.flatMap(({ weight, bias }) => [weight.values, bias.values]);
  expect(arrays.map((array) => array.values)).toEqual(expect.arrayContaining(values));
  await lab.close();
});

it("copies code that makes the very numbers, and says on which versions", async () => {
  const lab = await openLab();
  await lab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const take = lab.page.locator("weights-take");
  const versions = await take
    .getByRole("radio")
    .evaluateAll((radios) => radios.map((radio) => (radio as HTMLInputElement).value));
  expect(versions).toHaveLength(5);
  await take.getByRole("button", { name: "Copy code" }).click();
  const copied = await lab.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("tf.random.set_seed(1234)");
  expect(copied).toContain("tf.random.uniform");
  expect(copied).toContain("set_weights");
  await take.getByRole("radio", { name: "PyTorch" }).check();
  await lab.shows(take.locator("pre"), /import torch/);
  await lab.close();
});

it.each(
  (["light", "dark"] as const).flatMap((theme) => ([360, 1280] as const).map((width) => [theme, width] as const)),
)("axe finds nothing: %s, %i wide", async (colorScheme, width) => {
  const lab = await openLab("&framework=numpy", { colorScheme, viewport: { width, height: 800 } });
  await field(lab, "seed").locator("input").fill("-1");
  await field(lab, "seed").getByRole("alert").waitFor();
  await lab.page.getByRole("button", { name: "Give it other data" }).click();
  await lab.page.waitForTimeout(500);
  await lab.page.addScriptTag({ path: AXE });
  const { violations } = await lab.page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await lab.close();
});

it("moves nothing while numbers are pointed at", async () => {
  const lab = await openLab();
  const tops = () =>
    lab.page.evaluate(() => {
      const root = document.querySelector("lab-app")!.shadowRoot!.querySelector("weights-lab")!.shadowRoot!;
      return ["weight-network", "weights-presets"].map((name) => root.querySelector(name)!.getBoundingClientRect().top);
    });
  await lab.page.waitForTimeout(300);
  const before = await tops();
  await number(lab, "b1.1").hover();
  await lab.shows(lab.page.locator("weight-recipe h2"), /b1\[1\]/);
  await lab.page.waitForTimeout(100);
  expect(await tops()).toEqual(before);
  await lab.close();
});
