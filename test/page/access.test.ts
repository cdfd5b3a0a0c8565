import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SIZES = { narrow: { width: 360, height: 740 }, wide: { width: 1280, height: 800 } };

async function violations(lab: LabPage): Promise<string[]> {
  await lab.page.addScriptTag({ path: AXE });
  const results = await lab.page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

it.each(
  (["light", "dark"] as const).flatMap((theme) => (["narrow", "wide"] as const).map((size) => [theme, size] as const)),
)("axe finds nothing: %s, %s", async (colorScheme, size) => {
  const lab = await LabPage.open("?float32=on&challenge=on", { colorScheme, viewport: SIZES[size] });
  await lab.settle();
  for (const summary of await lab.page.locator("signal-details summary").all()) await summary.click();
  await lab.box("depth").fill("0");
  await lab.shows(lab.error("depth"), /Depth cannot be/);
  expect(await violations(lab)).toEqual([]);
  const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await lab.close();
});

it("reaches everything by the keyboard, in the order of the page", async () => {
  const lab = await LabPage.open("?depth=6&width=10");
  await lab.settle();
  const seen: string[] = [];
  for (let press = 0; press < 40; press += 1) {
    await lab.page.keyboard.press("Tab");
    const focused = await lab.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const shown = [element, element?.closest("label")].some(
        (one) => one && getComputedStyle(one).outlineStyle !== "none",
      );
      const host = (element?.getRootNode() as ShadowRoot | undefined)?.host;
      return { name: host?.getAttribute("data-field") ?? host?.localName ?? element?.localName ?? "", shown };
    });
    if (focused.name === "body") break;
    expect(focused).toMatchObject({ shown: true });
    if (seen.at(-1) !== focused.name) seen.push(focused.name);
  }
  expect(seen.filter((name) => name !== "html")).toEqual([
    "lab-app",
    "run-presets",
    "signal-picture",
    "signal-charts",
    "depth",
    "width",
    "weightVariance",
    "signal-knobs",
    "samples",
    "gradientSamples",
    "seed",
    "signal-knobs",
    "layer-histogram",
    "challenge-card",
    "signal-details",
  ]);
  await lab.close();
});

it("gives each chart a text that says what it shows", async () => {
  const lab = await LabPage.open();
  await lab.settle();
  const names = await lab.page
    .getByRole("img")
    .evaluateAll((images) =>
      images.filter((image) => image.localName === "canvas").map((image) => image.getAttribute("aria-label")),
    );
  expect(names[0]).toMatch(/std of activations, 0\.980\d at layer 0, .* × 10³⁸ at layer 50/);
  expect(names[1]).toMatch(/std of gradient, 3\.864 × 10⁷⁸ at layer 1, 1\.882 × 10⁴⁰ at layer 49/);
  expect(names[2]).toMatch(/Histogram of the activations of layer 50/);
  await lab.close();
});

it("switches the theme, charts included, and keeps it for the next visit", async () => {
  const lab = await LabPage.open("", { colorScheme: "light" });
  await lab.settle();
  const paper = (): Promise<string> => lab.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await paper()).toBe("rgb(255, 255, 255)");
  await lab.page.getByTitle("Dark").click();
  expect(await paper()).toBe("rgb(20, 23, 28)");
  await lab.page.reload();
  await lab.settle();
  expect(await paper()).toBe("rgb(20, 23, 28)");
  await lab.page.getByTitle("As the device").click();
  expect(await paper()).toBe("rgb(255, 255, 255)");
  await lab.close();
});

it("moves nothing for a person who asked for less motion", async () => {
  const lab = await LabPage.open("?float32=on", { reducedMotion: "reduce" });
  await lab.settle();
  await lab.page.locator('run-presets button[data-run="held-signal"]').click();
  await lab.shows(lab.headline, /hold over 50 layers/);
  const moving = await lab.page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll("*")) {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
        const durations = `${transitionDuration}, ${animationDuration}`.split(", ");
        if (scrollBehavior === "smooth" || durations.some((one) => Number.parseFloat(one) > 0))
          found.push(element.localName);
        if (element.shadowRoot !== null) visit(element.shadowRoot);
      }
    };
    visit(document);
    return found;
  });
  expect(moving).toEqual([]);
  await lab.close();
});

it("shows verdict, runs, the picture and the upper part of the charts on a teacher's first screen", async () => {
  const lab = await LabPage.open("", { viewport: SIZES.wide });
  await lab.settle();
  const presets = await lab.page.locator("run-presets").boundingBox();
  expect(presets!.y + presets!.height).toBeLessThan(400);
  const chart = await lab.page.locator("layer-figure canvas").first().boundingBox();
  expect(chart!.y + chart!.height / 4).toBeLessThan(800);
  const picture = await lab.page.locator("signal-picture").boundingBox();
  expect(picture!.y + picture!.height).toBeLessThan(chart!.y);
  await lab.close();
});
