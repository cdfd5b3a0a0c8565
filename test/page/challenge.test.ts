import { expect, it } from "vitest";
import { LabPage } from "./labPage.ts";

it("takes a prediction, answers it, and gives the reason only when it holds", async () => {
  const lab = await LabPage.open();
  await lab.settle();
  const card = lab.page.locator("challenge-card");
  await card.getByRole("button", { name: "Take the challenge" }).click();
  expect(await lab.page.getByRole("button", { name: "He 2/fanIn" }).count()).toBe(0);
  const feedback = card.getByRole("status");
  await lab.shows(feedback, /^Not yet: at 1 the signal grows .* much smaller\.$/);
  await card.getByRole("button", { name: "Try it" }).click();
  await lab.shows(card.getByRole("alert"), "Your prediction cannot be empty: it must be a finite number above 0.");
  await card.getByLabel("Your prediction").fill("0.01");
  await card.getByLabel("Your prediction").press("Enter");
  await lab.shows(feedback, /^Not yet: at 0\.01 .* larger\.$/);
  expect(await lab.box("weightVariance").inputValue()).toBe("0.01");
  expect(await card.getByText("Give up, and read the reason").count()).toBe(1);
  await card.getByLabel("Your prediction").fill("0.025");
  await card.getByLabel("Your prediction").press("Enter");
  await lab.shows(feedback, /^Solved/);
  expect(await card.locator("math").textContent()).toMatch(/2\s*80\s*=\s*0\.025/);
  expect(await lab.page.getByRole("button", { name: "He 2/fanIn" }).count()).toBe(1);
  await lab.close();
});
