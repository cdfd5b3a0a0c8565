import { expect, it } from "vitest";
import { absenceText, outdatedText } from "../../../src/ui/signal-lab/pictureText.ts";
import { reportOf } from "../../support/reports.ts";

const report = reportOf([0, 1], [0]);

it("says what the picture shows only where it is not what the knobs say", () => {
  const changed = { ...report.config, width: 9 };
  expect(outdatedText({ report, running: false }, changed)).toBe(
    "The picture still shows 2 × 80, ReLU, variance 1, seed 0: not what the knobs say.",
  );
  expect(outdatedText({ report, running: true }, changed)).toBe("");
  expect(outdatedText({ report, running: false }, { ...report.config })).toBe("");
  expect(outdatedText({ report: null, running: false }, changed)).toBe("");
});

it("never says that it computes where it does not", () => {
  const none = { cost: null, failure: "", stopped: false };
  expect(absenceText(none).absence).toBe("Computing …");
  expect(absenceText({ ...none, failure: "Too large." })).toEqual({
    absence: "This network was not computed.",
    reason: "Too large.",
  });
  expect(absenceText({ ...none, stopped: true }).absence).toMatch(/^Stopped/);
  const cost = { flop: 1, weights: 1, seconds: 99, ask: true };
  expect(absenceText({ ...none, cost }).absence).toMatch(/waits for your word/);
});
