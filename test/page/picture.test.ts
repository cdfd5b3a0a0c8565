import { expect, it } from "vitest";
import type { LabApp } from "../../src/ui/lab-app/lab-app.ts";
import { pictureColours } from "../../src/ui/signal-picture/pictureColours.ts";
import { LabPage } from "./labPage.ts";

const NETWORK = "depth=12&width=20&samples=40&gradient-samples=10";
/** Where a magnitude lies between two colours of the scale, engines may choose either: so far apart are two in a channel. */
const ONE_STEP = Math.max(
  ...(["light", "dark"] as const).flatMap((theme) => {
    const scale = pictureColours(theme).subarray(4);
    return [...scale.subarray(4)].map((byte, at) => Math.abs(byte - scale[at]!));
  }),
);
/** Rows of a panel, four a unit, and of the gap. */
const [ROWS, GAP] = [80, 8];

/** The RGBA bytes that the page shows, a list a pixel row of 12 columns. */
async function pixels({ page }: LabPage): Promise<number[][]> {
  const canvas = page.locator("signal-picture canvas.shown");
  await canvas.waitFor();
  return canvas.evaluate((shown: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(shown.width, shown.height);
    const context = copy.getContext("2d")!;
    context.drawImage(shown, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    return Array.from({ length: copy.height }, (_, row) => [
      ...data.subarray(4 * copy.width * row, 4 * copy.width * (row + 1)),
    ]);
  });
}

/** Pixels of which a channel differs by more than a step of the scale. */
function differing(ours: number[][], theirs: number[][]): number {
  expect([ours.length, ours[0]!.length]).toEqual([theirs.length, theirs[0]!.length]);
  return ours.reduce((sum, row, at) => {
    const far = row.filter((byte, index) => !(Math.abs(byte - theirs[at]![index]!) <= ONE_STEP));
    return sum + Math.ceil(far.length / 4);
  }, 0);
}

/** Opens a network on an engine and gives its picture. */
async function pictureOf(query: string): Promise<{ lab: LabPage; picture: number[][] }> {
  const lab = await LabPage.open(query);
  await lab.settle();
  return { lab, picture: await pixels(lab) };
}

/** The classes of the canvas on show. */
const shownOn = ({ page }: LabPage): Promise<string | null> =>
  page.locator("signal-picture canvas.shown").getAttribute("class");

it("is painted from the GPU's buffers as from the CPU's numbers", async () => {
  const onCpu = await pictureOf(`?engine=cpu&${NETWORK}`);
  expect(await shownOn(onCpu.lab)).toBe("plain shown");
  expect(onCpu.picture.length).toBe(2 * ROWS + GAP);
  await onCpu.lab.close();
  const onGpu = await pictureOf(`?engine=gpu&${NETWORK}`);
  expect(await shownOn(onGpu.lab)).toBe("gpu shown");
  expect(differing(onGpu.picture, onCpu.picture)).toBe(0);
  await onGpu.lab.close();
  const onWasm = await pictureOf(`?engine=wasm&${NETWORK}`);
  expect(await shownOn(onWasm.lab)).toBe("plain shown");
  expect(differing(onWasm.picture, onCpu.picture)).toBe(0);
  await onWasm.lab.close();
});

it("shows an explosion orange and a fading signal purple, and follows the knob", async () => {
  const { lab, picture } = await pictureOf(`?engine=gpu&${NETWORK}&weight-variance=100`);
  const hues = (rows: number[][]): { red: number; blue: number } => {
    const last = rows.slice(0, ROWS).map((row) => row.slice(-4));
    const sum = (channel: number): number => last.reduce((total, pixel) => total + pixel[channel]!, 0);
    return { red: sum(0), blue: sum(2) };
  };
  expect(hues(picture).red).toBeGreaterThan(2 * hues(picture).blue);
  await lab.box("weightVariance").fill("0.0001");
  await lab.box("weightVariance").press("Enter");
  await expect.poll(async () => hues(await pixels(lab))).toSatisfy(({ red, blue }) => blue > 1.1 * red);
  await lab.close();
});

it("changes its colours with the theme, and leaves the paper where nothing is", async () => {
  const { lab, picture } = await pictureOf(`?engine=gpu&${NETWORK}&weight-variance=100`);
  const brightness = (rows: number[][]): number =>
    rows.slice(-ROWS).reduce((sum, row) => sum + row[0]! + row[1]! + row[2]!, 0);
  await lab.page.locator('label[title="Dark"]').click();
  await expect.poll(async () => brightness(await pixels(lab))).toBeGreaterThan(1.5 * brightness(picture));
  const dark = await pixels(lab);
  expect(dark[ROWS + 1]!.every((byte) => byte === 0)).toBe(true);
  await lab.page.locator('label[title="Light"]').click();
  await expect.poll(async () => differing(await pixels(lab), picture)).toBe(0);
  await lab.close();
});

it("comes back with the lab, and after the GPU was lost", async () => {
  const { lab, picture } = await pictureOf(`?engine=gpu&${NETWORK}`);
  await lab.page.getByRole("link", { name: "Weights" }).click();
  await lab.page.locator("weights-lab").waitFor();
  await lab.page.getByRole("link", { name: "Signal" }).click();
  await lab.settle();
  await expect.poll(async () => differing(await pixels(lab), picture)).toBe(0);
  await lab.page.locator("lab-app").evaluate((app: LabApp) => app.lab!.loseDevice());
  await lab.box("weightVariance").fill("100");
  await lab.box("weightVariance").press("Enter");
  // The CPU may draw first, while the new device compiles.
  const isNew = async (): Promise<boolean> =>
    (await shownOn(lab)) === "gpu shown" && differing(await pixels(lab), picture) > 0;
  await expect.poll(isNew, { timeout: 30_000 }).toBe(true);
  await lab.close();
});

it("is painted from numbers read back where the browser has no WebGPU canvas", async () => {
  const { lab, picture } = await pictureOf(`?engine=gpu&${NETWORK}`);
  await lab.page.route(/worker-[^/]*\.js$/i, async (route) => {
    const response = await route.fetch();
    const refusal = `{
      const own = OffscreenCanvas.prototype.getContext;
      OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
        return kind === "webgpu" ? null : own.call(this, kind, ...rest);
      };
    }\n`;
    await route.fulfill({ response, body: refusal + (await response.text()) });
  });
  await lab.page.reload();
  await lab.settle();
  await lab.shows(lab.machine, /software adapter/);
  await expect.poll(() => shownOn(lab)).toBe("plain shown");
  expect(differing(await pixels(lab), picture)).toBe(0);
  await lab.close();
});

it("says in words what is seen, and lets pointer and keys choose a layer", async () => {
  const { lab } = await pictureOf(`?engine=cpu&${NETWORK}`);
  const image = lab.page.locator("signal-picture").getByRole("img");
  expect(await image.getAttribute("aria-label")).toMatch(
    /^Picture of 12 layers of 20 units, .* The signal has std .* at layer 1 and std .* at layer 12\. Its gradient has /,
  );
  const slider = lab.page.locator("signal-picture").getByRole("slider", { name: "Layer to look at" });
  for (const layer of [1, 2, 7, 12]) {
    const box = (await slider.boundingBox())!;
    // Near the edges of a column, where rounding would choose its neighbour.
    for (const share of [0.05, 0.95]) {
      await lab.page.mouse.click(box.x + (box.width * (layer - 1 + share)) / 12, box.y + box.height / 3);
      await expect.poll(() => lab.query()["layer"]).toBe(String(layer));
    }
  }
  await slider.press("ArrowLeft");
  await expect.poll(() => lab.query()["layer"]).toBe("11");
  await lab.close();
});
