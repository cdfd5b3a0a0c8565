import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

const WIDE = { width: 1280, height: 800 };

it("asks before it shows, by keyboard; measures, notices moved knobs, and may be left and taken up again", async () => {
  const lab = await LabPage.open("?lab=symmetry&iterations=20", { viewport: WIDE });
  const lesson = lab.page.locator("symmetry-lesson");
  const button = (name: string) => lesson.getByRole("button", { name, exact: true });
  const result = lesson.getByRole("status");
  const guess = async (name: string): Promise<void> => {
    await lesson.getByRole("radio", { name }).press("Space");
    await lab.page.keyboard.press("Tab");
    await lab.page.keyboard.press("Enter");
  };

  await button("Begin").press("Enter");
  await lab.shows(lesson.getByRole("heading"), "Where do the first numbers come from?");
  expect(await button("Run it").isDisabled()).toBe(true);
  expect(await result.textContent()).not.toMatch(/\w/);
  await guess("Some of them");
  await lab.shows(result, /^You said “Some of them”; it was “None of them”\. 0 of 9 weights changed\./);
  expect(await lesson.getByRole("link").getAttribute("href")).toBe("./?lab=weights");
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", data: "circles", iterations: "0", lesson: "1" });

  for (const name of ["Next", "Next", "Next"]) {
    // One question after the other.
    // oxlint-disable-next-line no-await-in-loop
    await button(name).press("Enter");
  }
  await lab.shows(lesson.getByRole("heading"), "And with ReLU?");
  await guess("One number");
  await lab.shows(result, /^As you said\. 1 of 13 numbers moved: the output’s bias, from 0 to −0\.686\./);
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", activation: "relu", lesson: "4" });
  expect(await lesson.getByRole("radio", { name: "your guess, measured" }).isChecked()).toBe(true);

  await lab.box("seed").fill("7");
  await lab.shows(lesson.locator(".muted").last(), /^The page has moved on by now/);
  await button("Leave").press("Enter");
  await expect.poll(() => lab.query()["lesson"]).toBeUndefined();
  await button("Go on with question 4").press("Enter");
  await lab.shows(result, /^As you said\./);
  await button("Run it again").press("Enter");
  await expect.poll(() => lab.query()).toEqual({ lab: "symmetry", activation: "relu", lesson: "4" });
  await lab.shows(result, /^As you said\./);
  await button("Run it again").waitFor({ state: "detached" });
  await lab.close();
});
