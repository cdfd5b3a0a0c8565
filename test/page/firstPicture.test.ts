import { expect, it } from "vitest";
import { NOTEBOOK_RUNS } from "../../src/experiments/notebook.ts";
import { LabPage } from "./labPage.ts";

it("draws the notebook's fifty layers at once, and says which machine did", async () => {
  const lab = await LabPage.open();
  await lab.shows(lab.headline, "The signal grows 6.3-fold a layer. Plain float32 would end at layer 49.");
  const charts = lab.page.locator("layer-figure canvas");
  expect(await charts.count()).toBe(2);
  await lab.shows(
    lab.machine,
    /^Computed in float32 on the CPU \(WebAssembly SIMD, .*\), which is faster here than the/,
  );
  await lab.shows(lab.badge, /^WebAssembly agrees with float64: worst relative error .*, bound 1\.0 × 10⁻⁵\.$/);
  await lab.page.getByLabel("GPU", { exact: true }).check();
  await lab.shows(lab.machine, /^Computed on .*, a software adapter/);
  const marked = lab.page.locator('run-presets [aria-pressed="true"]');
  const ids = marked.evaluateAll((tiles: HTMLElement[]) => tiles.map(({ dataset }) => dataset["run"]));
  expect(await ids).toEqual(["fifty-layers-signal", "fifty-layers-gradient"]);
  await lab.shows(lab.badge, /^GPU agrees with float64: worst relative error .*, bound 1\.0 × 10⁻⁵\.$/);
  await lab.close();
});

it("paints the charts, not only their frames", async () => {
  const lab = await LabPage.open();
  await lab.settle();
  const colours = await lab.page.locator("layer-figure canvas").evaluateAll((canvases) =>
    (canvases as HTMLCanvasElement[]).map((canvas) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set<number>();
      for (let at = 0; at < data.length; at += 4) {
        if (data.at(at + 3) === 255) seen.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
      }
      return [...seen];
    }),
  );
  expect(colours[0]).toContain(0x0068a8);
  expect(colours[1]).toContain(0xc04f00);
  await lab.close();
});

it.each(NOTEBOOK_RUNS.map((run) => [run.title, run] as const))(
  "%s: one press, with the notebook's figures beside ours",
  async (_title, run) => {
    const lab = await LabPage.open("?depth=7&width=9&samples=50&engine=gpu");
    await lab.settle();
    await lab.page.locator(`run-presets button[data-run="${run.id}"]`).click();
    const sentence = lab.page.locator("number-table .bar p");
    const both = NOTEBOOK_RUNS.filter(({ config }) => config === run.config).flatMap(({ printed }) => printed);
    await lab.shows(sentence, `All ${both.length} figures that the notebook prints for this network agree with ours`);
    await lab.shows(lab.machine, /software adapter/);
    await lab.shows(sentence, `All ${both.length} figures that the notebook prints for this network agree with ours`);
    const [first] = run.printed;
    const text = await lab.page.locator(`number-table tbody tr:nth-child(${first!.layer + 1})`).textContent();
    if (first!.text.length < 20) expect(text).toContain(first!.text);
    else expect(text).toContain("3.864162 × 10⁷⁸");
    expect(lab.query()).toMatchObject({ run: run.id });
    await lab.close();
  },
);

it("agrees with the notebook in every digit on the CPU", async () => {
  const lab = await LabPage.open("?engine=cpu&run=fifty-layers-gradient");
  await lab.shows(lab.page.locator("number-table .bar p"), /^All 31 figures .* agree with ours in every digit\.$/);
  await lab.shows(lab.badge, "This is the float64 reference itself.");
  await lab.close();
});
