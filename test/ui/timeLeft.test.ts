import { expect, it } from "vitest";
import { timeLeftText } from "../../src/ui/run-progress/timeLeft.ts";

it.each([
  [10, 0.25, ", about 30 seconds left"],
  [60, 0.1, ", about 9 minutes left"],
  [2.9, 0.1, ""],
  [10, 0, ""],
  [10, 0.8, ""],
  [10, 1, ""],
])("after %s seconds with %s done: %s", (seconds, progress, text) => {
  expect(timeLeftText(seconds, progress)).toBe(text);
});
