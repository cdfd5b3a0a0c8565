import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { EnsembleReport } from "../../src/experiments/theory/ensembleReport.ts";
import { LabPage } from "./labPage.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WIDE = { viewport: { width: 1280, height: 800 } };
const NARROW = { viewport: { width: 360, height: 740 } };
/** What a machine without a GPU computes in a moment. */
const SMALL = "&depth=6&width=16&networks=60";

async function open(view: string, query = SMALL, options: Parameters<typeof LabPage.open>[1] = WIDE): Promise<LabPage> {
  const lab = await LabPage.open(`?lab=theory&view=${view}${query}`, options);
  await settle(lab);
  return lab;
}

async function settle(lab: LabPage): Promise<void> {
  await lab.headline.filter({ hasNotText: "Computing" }).waitFor();
  await lab.page.locator("run-progress .running").waitFor({ state: "detached" });
}

/** All that the page says, to eyes and to screen readers, inside its components as well. */
const said = (lab: LabPage): Promise<string> =>
  lab.page.evaluate(() => {
    const LABELS = ["aria-label", "aria-valuetext", "title"];
    const collect = (node: Node): string[] => {
      if (node instanceof HTMLStyleElement) return [];
      if (!(node instanceof Element)) return node instanceof Text ? [node.data] : [...node.childNodes].flatMap(collect);
      const labels = LABELS.flatMap((name) => node.getAttribute(name) ?? []);
      const inside = node.shadowRoot === null ? [] : collect(node.shadowRoot);
      return [...labels, ...inside, ...[...node.childNodes].flatMap(collect)];
    };
    return collect(document.body).join(" ");
  });
/** No number that is none, and none that a person would have to count the digits of. */
async function expectNumbers(lab: LabPage, view: string): Promise<void> {
  const text = await said(lab);
  expect(text).toContain(
    { width: "E[M²]", geometry: "root mean square", isometry: "Jacobian", critical: "fanIn" }[view],
  );
  expect(text.match(/.{0,60}(NaN|undefined|Infinity|(?<![\d.,])[\d,]{16,}).{0,20}/)?.[0]).toBeUndefined();
  expect(await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}
const canvases = (lab: LabPage): Promise<(string | null)[]> =>
  lab.page.locator("canvas[role=img]").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
const rest = (lab: LabPage): Locator => lab.page.locator("theory-verdict p");

describe.each(["width", "geometry", "isometry", "critical"])("%s", (view) => {
  it.each([
    ["light", "wide"],
    ["dark", "narrow"],
  ] as const)("axe finds nothing, and nothing sticks out: %s, %s", async (colorScheme, size) => {
    const lab = await open(view, SMALL, { ...(size === "wide" ? WIDE : NARROW), colorScheme });
    for (const summary of await lab.page.locator("section.more summary").all()) await summary.click();
    await lab.box("depth").fill("0");
    await lab.shows(lab.error("depth"), /^Depth cannot be "0": it must be a whole number from 1 to 200/);
    await lab.page.addScriptTag({ path: AXE });
    const { violations } = await lab.page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
    await expectNumbers(lab, view);
    await lab.close();
  });

  it.each([
    ["all zero", "&sigma-w2=0&sigma-b2=0&depth=6&width=16&networks=60"],
    ["beyond float64", "&sigma-w2=1000000&depth=200&width=16&networks=60"],
    ["narrow and deep", "&depth=60&width=4&networks=100"],
  ])("says no number that is none: %s", async (_what, query) => {
    const lab = await open(view, query, NARROW);
    for (const summary of await lab.page.locator("section.more summary").all()) await summary.click();
    await expectNumbers(lab, view);
    await lab.close();
  });
});

describe("finite width", () => {
  it("draws both fans over the machine's own networks, theory beside the sample", async () => {
    const lab = await open("width");
    await lab.shows(lab.headline, /^He’s variance keeps the mean at 1, yet the typical network fades to 0\.\d+\.$/);
    await lab.shows(rest(lab), /Of 60 ReLU networks, 6 layers of 16 units, nine in ten/);
    const [signal, gradient] = await canvases(lab);
    expect(signal).toMatch(/^Fan chart by layer, log scale: M.* At layer 6 the median is 0\.\d+/);
    expect(gradient).toMatch(/gradient’s mean square.* At layer 0 the median/);
    // (1 + 5 / 16)^6 = 5.112.
    const second = lab.page.locator("fan-moments tbody tr").nth(1).locator("td");
    expect(await second.first().innerText()).toBe("5.112");
    expect(await second.nth(1).textContent()).toMatch(/\d ± \d/);
    const names = lab.page.locator("fan-moments mi.name");
    expect(await names.allTextContents()).toEqual(["ln", "Var", "ln"]);
    for (const name of await names.all()) expect(await name.isVisible()).toBe(true);
    await lab.close();
  });

  it("shows all of its table in a narrow window, numbers of any length", async () => {
    const lab = await open("width", "&depth=60&width=4&networks=100", NARROW);
    const room = lab.page.locator("fan-moments .scroll");
    expect(await room.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    await lab.shows(room.locator("tbody tr").nth(1), /theory 1\.352\s×\s10²¹ measured/);
    await lab.close();
  });

  it("follows a knob turned by the keyboard, and the address with it", async () => {
    const lab = await open("width");
    await lab.slider("depth").focus();
    await lab.page.keyboard.press("ArrowRight");
    await lab.shows(rest(lab), /7 layers of 16 units/);
    await lab.shows(lab.page.locator("fan-moments h2"), /^M at layer 7: theory beside 60 networks$/);
    await expect.poll(async () => (await canvases(lab))[0]).toContain("At layer 7 the median");
    await expect.poll(() => lab.query()["depth"]).toBe("7");
    await lab.close();
  });

  it("takes as many networks as the machine does in a moment, and says in the address only what was asked for", async () => {
    const lab = await open("width", "&depth=2&width=2");
    await lab.shows(rest(lab), /Of 1,000 ReLU networks/);
    expect(lab.query()["networks"]).toBeUndefined();
    const before = await lab.page.evaluate(() => history.length);
    const asked = await lab.page.evaluate(async () => {
      const networks: number[] = [];
      const runEnsemble = (config: { networks: number }): Promise<never> => {
        networks.push(config.networks);
        return new Promise(() => undefined);
      };
      const view = Object.assign(document.createElement("theory-width"), { lab: { runEnsemble } });
      document.body.append(view);
      const gpu = { kind: "gpu", adapter: "a GPU", software: false };
      for (const status of [null, { gpu, reason: null }]) {
        Object.assign(view, { status });
        await new Promise(requestAnimationFrame);
      }
      view.remove();
      return networks;
    });
    expect(asked).toEqual([10_000]);
    expect(lab.query()["networks"]).toBeUndefined();
    expect(await lab.page.evaluate(() => history.length)).toBe(before);
    for (const count of ["500", "1000"]) {
      await lab.box("networks").fill(count);
      await lab.box("networks").press("Enter");
      await expect.poll(() => lab.query()["networks"]).toBe(count);
    }
    await lab.close();
  });

  it("stops a long run, keeps what was found, and runs it again", async () => {
    const lab = await LabPage.open("?lab=theory&view=width&depth=6&width=64&networks=1000000&engine=cpu", WIDE);
    await lab.shows(rest(lab), /Of [\d,]+ ReLU networks/);
    await lab.page.getByRole("button", { name: "Stop" }).click();
    await lab.shows(lab.page.locator("run-progress p"), /Stopped\./);
    expect(await lab.headline.textContent()).toContain("typical network");
    expect(await lab.page.locator("fan-moments h2").textContent()).not.toContain("1,000,000");
    await lab.page.getByRole("button", { name: "Run it" }).click();
    await lab.page.locator("run-progress .running").waitFor();
    await lab.close();
  });

  it.each([
    ["wide", WIDE],
    ["narrow", NARROW],
  ] as const)("reaches the last column of its table in a %s window", async (_, size) => {
    const lab = await open("width", "&networks=60", size);
    await lab.page.getByText("The numbers, layer by layer").click();
    const room = await lab.page.locator("fan-table .scroll").evaluate((box) => {
      box.scrollLeft = box.scrollWidth;
      const right = box.querySelector("thead th:last-child")!.getBoundingClientRect().right;
      return [box.getBoundingClientRect().right - right, innerWidth - box.getBoundingClientRect().right];
    });
    expect(Math.min(...room)).toBeGreaterThanOrEqual(-0.5);
    await lab.close();
  });

  it("lists every layer, and copies the whole report", async () => {
    const lab = await open("width");
    await lab.page.getByText("The numbers, layer by layer").click();
    expect(await lab.page.locator("fan-table tbody tr").count()).toBe(7);
    await lab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await lab.page.getByRole("button", { name: "Copy as JSON" }).click();
    await lab.shows(lab.page.locator("fan-table [role=status]"), "Copied.");
    const report = JSON.parse(await lab.page.evaluate(() => navigator.clipboard.readText())) as EnsembleReport;
    expect(report).toMatchObject({ networks: 60, done: true, config: { depth: 6, width: 16 } });
    expect(report.signal[0]).toMatchObject({ mean: 1, meanLog: 0, dead: 0 });
    await lab.close();
  });
});

describe("geometry", () => {
  it("steps through the layers by the keyboard and by the strip", async () => {
    const lab = await open("geometry", "&depth=6&width=32");
    const large = lab.page.locator("circle-plot.large svg");
    await expect.poll(() => large.getAttribute("aria-label")).toMatch(/^Layer 6, the last: /);
    await lab.page.locator("circle-layers input").focus();
    await lab.page.keyboard.press("Home");
    await expect
      .poll(() => large.getAttribute("aria-label"))
      .toBe(
        "Layer 0, the input: the curve that the circle of inputs has become; its two main directions hold 100 % of its variance. Inputs a right angle apart have correlation 0.000 on average, 0.000 in its root mean square.",
      );
    const third = lab.page.locator("circle-layers .strip button", { hasText: "3" });
    await third.click();
    await expect.poll(() => large.getAttribute("aria-label")).toMatch(/^Layer 3: /);
    expect(await third.getAttribute("aria-pressed")).toBe("true");
    await lab.close();
  });

  it("turns an angle into a correlation, and measures it by layer", async () => {
    const lab = await open("geometry", "&depth=6&width=32");
    const circle = lab.page.locator("circle-layers");
    const report = await circle.evaluateHandle((element) => (element as unknown as { report: unknown }).report);
    await lab.box("angle").fill("90");
    await lab.box("angle").press("Enter");
    await expect.poll(() => lab.query()["correlation"]).toBe("0");
    await expect
      .poll(async () => (await canvases(lab)).join(" "))
      // ReLU makes 1 / π of a right angle in a layer.
      .toMatch(/correlation of two inputs, 0\.0000, 90° at the input, 0\.\d+, [\d.]+° at layer 6, where theory says/);
    // The circle knows no two inputs, and is not pushed through again.
    const isSame = await circle.evaluate(
      (element, before) => (element as unknown as { report: unknown }).report === before,
      report,
    );
    expect(isSame).toBe(true);
    await lab.box("angle").fill("200");
    await lab.shows(lab.error("angle"), /^Angle cannot be "200": it must be a number of degrees from 0 to 180/);
    expect(lab.query()["correlation"]).toBe("0");
    await lab.close();
  });

  it("tells the fates of the circle apart", async () => {
    const lab = await open("geometry", "&activation=tanh&sigma-w2=1.2&sigma-b2=0.2&depth=20&width=64");
    await lab.shows(lab.headline, /^The circle collapses to a point: after 20 layers/);
    await lab.page.getByRole("button", { name: "Crumples" }).click();
    await lab.shows(lab.headline, /^The circle crumples: after 10 layers/);
    await expect.poll(() => lab.query()).toMatchObject({ "sigma-w2": "16", depth: "10" });
    await lab.page.goBack();
    await lab.shows(lab.headline, /^The circle collapses to a point/);
    await lab.page.getByRole("button", { name: "Stays a circle" }).click();
    await lab.shows(lab.headline, /^It stays a circle: after 20 layers a right angle is about \d+ degrees off/);
    await lab.close();
  });

  it("calls a circle that a narrow network has flattened a line", async () => {
    const lab = await open("geometry", "&activation=identity&sigma-w2=1&depth=50&width=10");
    await lab.shows(lab.headline, /^The circle flattens to a line: after 50 layers one direction holds/);
    await lab.close();
  });
});

describe("isometry", () => {
  it("shows that orthogonal weights alone are an isometry without a nonlinearity", async () => {
    const lab = await open("isometry", "&activation=identity&sigma-w2=1&depth=20&width=32");
    await lab.shows(
      lab.headline,
      /^With no nonlinearity, orthogonal weights keep every direction, Gaussian ones \d+ %/,
    );
    const orthogonal = lab.page.locator("spectrum-numbers tbody tr", { hasText: "orthogonal" }).locator("td");
    expect((await orthogonal.allTextContents()).slice(0, 3)).toEqual(["1", "1", "0"]);
    const gaussian = lab.page.locator("spectrum-numbers tbody tr", { hasText: "Gaussian" }).locator("td");
    expect(await gaussian.nth(2).textContent()).toBe("20");
    expect((await canvases(lab))[0]).toMatch(/With orthogonal weights they run from 1 to 1\./);
    await lab.close();
  });

  it("takes an example by the keyboard and marks it", async () => {
    const lab = await open("isometry", "&depth=6&width=16");
    const chosen = lab.page.getByRole("button", { name: "tanh on the critical line" });
    await chosen.focus();
    await lab.page.keyboard.press("Enter");
    await lab.shows(lab.headline, /^With tanh/);
    expect(await chosen.getAttribute("aria-pressed")).toBe("true");
    await lab.close();
  });
});

describe("the critical solver", () => {
  const layers = (lab: LabPage): Locator => lab.page.getByLabel("Or your own layers, the input first");

  it("solves for the layers that a person writes, and keeps the last good answer where they are none", async () => {
    const lab = await open("critical", "&activation=tanh&sigma-b2=0.05");
    // REFERENCE.md 5: 1.76095464.
    await lab.shows(lab.headline, /variance 1\.761\s\/\sfanIn, biases with 0\.05/);
    await layers(lab).fill("784, 512 × 48, 10");
    const rows = lab.page.locator("critical-numbers tbody tr");
    await expect.poll(() => rows.allTextContents().then((all) => all.length)).toBe(3);
    expect((await rows.first().locator("td").allTextContents()).slice(0, 2)).toEqual(["784", "512"]);
    await expect.poll(() => lab.query()["layers"]).toBe("784,512x48,10");
    await layers(lab).fill("784, ten");
    await lab.shows(lab.page.locator("#layers-error"), /^“ten” is no size/);
    expect(await layers(lab).inputValue()).toBe("784, ten");
    expect(await rows.count()).toBe(3);
    await lab.page.reload();
    await settle(lab);
    expect(await layers(lab).inputValue()).toBe("784, 512 × 48, 10");
    // Depth and width rest while own layers stand, and say them again when they are asked to.
    expect(await lab.box("depth").isDisabled()).toBe(true);
    expect(await lab.box("sigmaB2").isDisabled()).toBe(false);
    const instead = lab.page.getByRole("button", { name: "Use depth and width instead" });
    await instead.click();
    await expect.poll(() => layers(lab).inputValue()).toBe("80 × 52");
    expect(await instead.isDisabled()).toBe(true);
    await lab.box("depth").fill("3");
    await lab.box("depth").press("Enter");
    await expect.poll(() => layers(lab).inputValue()).toBe("80 × 5");
    await expect.poll(() => lab.query()["layers"]).toBeUndefined();
    await lab.close();
  });

  it("gives code for each framework to copy, and judges the usual choices", async () => {
    const lab = await open("critical", "&depth=50");
    await lab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    for (const [name, word] of [
      ["NumPy", "numpy"],
      ["Keras", "keras"],
      ["JAX", "jax"],
      ["PyTorch", "torch"],
    ] as const) {
      await lab.page.locator("critical-code label", { hasText: name }).click();
      await lab.page.getByRole("button", { name: "Copy code" }).click();
      await lab.shows(lab.page.locator("critical-code [role=status]"), `Copied the code for ${name}.`);
      expect(await lab.page.evaluate(() => navigator.clipboard.readText())).toContain(`import ${word}`);
    }
    const pytorch = lab.page.locator("critical-audit tbody tr", { hasText: "PyTorch" });
    expect(await pytorch.locator(".phase").textContent()).toContain("ordered");
    // √(1/6)^49 = 8.6e-20 without biases; PyTorch's biases do not change ReLU's slope.
    expect(await pytorch.locator("td[data-name='gradient ×']").textContent()).toMatch(/8\.6\s×\s10⁻²⁰/);
    await lab.close();
  });

  it("settles on what stands in the box, also where the answer to it is not back yet", async () => {
    const lab = await open("critical");
    await layers(lab).evaluate((box: HTMLInputElement) => {
      box.value = "9, 8, 7";
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.value = "9, 8, 6";
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await expect.poll(() => lab.query()["layers"]).toBe("9,8,6");
    await lab.close();
  });

  it("moves nothing when it computes", async () => {
    const lab = await open("critical");
    const audit = lab.page.locator("critical-audit");
    const top = (): Promise<number> => audit.evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    await lab.page.locator("theory-critical").evaluate((view) => {
      Object.assign(view, { lab: { makeCritical: () => new Promise(() => undefined) } });
    });
    await lab.page.locator("run-progress .running").waitFor();
    expect(await top()).toBe(before);
    await lab.close();
  });

  it("leaves the word of a copy where it is for as long as that of the copy before it", async () => {
    const lab = await open("critical");
    await lab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const status = lab.page.locator("critical-code [role=status]");
    await lab.page.clock.install();
    await lab.page.getByRole("button", { name: "Copy code" }).click();
    await lab.shows(status, "Copied the code for PyTorch.");
    await lab.page.clock.runFor(3000);
    await lab.page.locator("critical-code label", { hasText: "JAX" }).click();
    await lab.page.getByRole("button", { name: "Copy code" }).click();
    await lab.shows(status, "Copied the code for JAX.");
    await lab.page.clock.runFor(3000);
    expect(await status.textContent()).toBe("Copied the code for JAX.");
    await lab.page.clock.runFor(1500);
    await lab.shows(status, /^$/);
    await lab.close();
  });

  it("leads on to the other views with the variance in full, and back", async () => {
    const lab = await open("critical", "&activation=tanh&sigma-b2=0.05&depth=4");
    const link = lab.page.locator("critical-links a", { hasText: "Isometry" });
    const query = new URL((await link.getAttribute("href"))!, lab.page.url()).searchParams;
    expect(Number(query.get("sigma-w2"))).toBeCloseTo(1.76095463960674, 13);
    await link.click();
    await expect.poll(() => lab.query()).toMatchObject({ view: "isometry", "sigma-w2": query.get("sigma-w2")! });
    await lab.page.goBack();
    await expect.poll(() => lab.query()["view"]).toBe("critical");
    await lab.close();
  });

  it("says why where no variance is critical", async () => {
    const lab = await open("critical", "&activation=gelu");
    await lab.shows(lab.headline, "No variance makes GELU (exact) critical here.");
    await lab.shows(rest(lab), /^For GELU \(exact\) no weight variance makes χ₁ = 1 .* jumps over 1 with it\.$/);
    expect(await lab.page.locator("critical-audit tbody tr").count()).toBeGreaterThan(3);
    expect(await lab.page.locator("critical-code pre").count()).toBe(0);
    await lab.close();
  });
});
