import { expect, it } from "vitest";
import { Watch } from "../../src/ui/symmetry-lab/watch.ts";

/** The updates made after each picture, where one comes every so many milliseconds. */
function pictures(end: number, milliseconds: number): number[] {
  const watch = new Watch(end);
  const made = [0];
  for (let now = 500; made.at(-1)! < end; now += milliseconds)
    made.push(made.at(-1)! + watch.updates(made.at(-1)!, now));
  return made;
}

it.each([
  [2000, 1000 / 60],
  [100, 1000 / 60],
  [2000, 1000 / 144],
])("leads %i updates in about two seconds, evenly, where pictures come every %f ms", (end, milliseconds) => {
  const made = pictures(end, milliseconds);
  expect(made.at(-1)).toBe(end);
  const seconds = ((made.length - 1) * milliseconds) / 1000;
  // A hundred updates are a hundred pictures at the most.
  expect(Math.abs(seconds - (end === 100 ? 100 / 60 : 2))).toBeLessThan(0.1);
  const half = made[Math.round(made.length / 2)]!;
  expect(Math.abs(half - end / 2)).toBeLessThan(end / 20);
});

it("shows sixty pictures and no fewer where they take long", () => {
  const made = pictures(2000, 400);
  expect(made).toHaveLength(61);
  expect(Math.max(...made.map((own, index) => own - (made[index - 1] ?? 0)))).toBe(34);
});

it("makes an update a picture of a few, and none past the end", () => {
  expect(pictures(7, 400)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(new Watch(0).updates(0, 0)).toBe(0);
  expect(new Watch(5).updates(5, 9999)).toBe(0);
});
