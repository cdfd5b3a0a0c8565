import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

const WIDE = { width: 1280, height: 800 };
/** What may be read above the runs while the answer is a secret. */
const OPEN = (question: number): RegExp => new RegExp(`^Question ${question}: predict, then run\\.$`);

it("asks before it shows, by keyboard; measures, notices moved knobs, and may be left and taken up again", async () => {
  const lab = await LabPage.open("?lab=symmetry&iterations=20", { viewport: WIDE });
  const lesson = lab.page.locator("symmetry-lesson");
  const button = (name: string) => lesson.getByRole("button", { name, exact: true });
  const result = lesson.getByRole("status");
  const badge = lab.page.locator("training-badge p");
  const updates = async (): Promise<number> => {
    const text = await lab.page.locator("symmetry-player .count b").textContent();
    return Number(text!.replaceAll(",", ""));
  };
  /** A watched run is seen on its way. */
  const isWatched = async (): Promise<void> => {
    await expect.poll(async () => [0, 2000].includes(await updates()), { interval: 20, timeout: 30_000 }).toBe(false);
  };
  const guess = async (name: string): Promise<void> => {
    await lesson.getByRole("radio", { name }).press("Space");
    await lab.page.keyboard.press("Tab");
    await lab.page.keyboard.press("Enter");
  };

  await button("Begin").press("Enter");
  await lab.shows(lesson.getByRole("heading"), "Where do the first numbers come from?");
  await lab.shows(lab.headline, OPEN(1));
  expect(await button("Run it").isDisabled()).toBe(true);
  expect(await result.textContent()).not.toMatch(/\w/);
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", data: "moons", iterations: "0", lesson: "1" });
  await guess("Some of them");
  await lab.shows(result, /^You said “Some of them”; it was “None of them”\. 0 of 9 weights changed\./);
  await lab.shows(lab.headline, /^Zeros: 3 hidden units start as /);
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", data: "circles", iterations: "0", lesson: "1" });

  // What was found is there again behind another lab, and behind a link to another question.
  expect(await lesson.getByRole("link").getAttribute("href")).toBe("./?lab=weights");
  await lesson.getByRole("link").press("Enter");
  await expect.poll(() => lab.query()).toEqual({ lab: "weights" });
  await lab.page.goto(new URL("?lab=symmetry&lesson=3", lab.page.url()).href);
  await lab.shows(lab.headline, OPEN(3));
  await lab.page.locator("training-boundary canvas.shown").nth(1).waitFor();
  expect(await updates()).toBe(0);
  await button("Back").press("Enter");
  await lab.shows(lab.headline, OPEN(2));
  await button("Back").press("Enter");
  await lab.shows(result, /^You said “Some of them”; it was “None of them”\./);
  await lab.shows(lab.headline, /^Zeros: 3 hidden units start as /);

  for (const question of [2, 3, 4]) {
    // One question after the other.
    // oxlint-disable-next-line no-await-in-loop
    await button("Next").press("Enter");
    // oxlint-disable-next-line no-await-in-loop
    await lab.shows(lab.headline, OPEN(question));
  }
  await lab.shows(lesson.getByRole("heading"), "And with ReLU?");
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", activation: "relu", iterations: "0", lesson: "4" });
  await expect.poll(updates, { timeout: 30_000 }).toBe(0);
  await guess("One number");
  // It is seen to train, and the page keeps its secret until it has.
  // Between two looks at a count that is on its way, nothing is told of what it leads to.
  const openWhileWatched = async (): Promise<boolean> => {
    const before = await updates();
    const [headline, check] = [await lab.headline.textContent(), await badge.textContent()];
    const isOpen = OPEN(4).test(headline!.trim()) && /^\s*The check against float64 follows/.test(check!);
    return before > 0 && (await updates()) < 2000 && isOpen;
  };
  await expect.poll(openWhileWatched, { interval: 20, timeout: 30_000 }).toBe(true);
  await lab.shows(result, /^As you said\. 1 of 13 numbers moved: the output’s bias, from 0 to −0\.686\./);
  await lab.shows(lab.headline, /^Zeros: after 2,000 updates, only the output’s bias has moved/);
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", activation: "relu", lesson: "4" });
  expect(await lesson.getByRole("radio", { name: "your guess, measured" }).isChecked()).toBe(true);

  await lab.box("seed").fill("7");
  await lab.shows(lesson.locator(".muted").last(), /^The page has moved on by now/);
  await button("Leave").press("Enter");
  await expect.poll(() => lab.query()["lesson"]).toBeUndefined();
  await button("Go on with question 4").press("Enter");
  await lab.shows(result, /^As you said\./);
  // Its run is made again at once.
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", activation: "relu", lesson: "4" });
  await button("Run it again").waitFor({ state: "detached" });
  await lab.shows(lab.headline, /^Zeros: after 2,000 updates, only the output’s bias has moved/);

  await button("Leave").press("Enter");
  await lab.page.getByRole("button", { name: "Watch from the start" }).press("Enter");
  await isWatched();
  await lab.close();
});
