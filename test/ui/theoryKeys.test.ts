import { expect, it } from "vitest";
import { ZOOM, keyAction } from "../../src/ui/theory-diagram/planeKeys.ts";
import { sheetPlace } from "../../src/ui/theory-diagram/sheetPlace.ts";

const press = (key: string, held: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", boolean>> = {}) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

it("moves by arrows, with Shift ten times as far", () => {
  expect(press("ArrowLeft")).toEqual({ kind: "move", right: -1, up: 0 });
  expect(press("ArrowUp", { shiftKey: true })).toEqual({ kind: "move", right: 0, up: 10 });
});

it("zooms by plus and minus, on whichever level of the keyboard they lie, and Home goes home", () => {
  for (const key of ["+", "="]) expect(press(key)).toEqual({ kind: "zoom", factor: 1 / ZOOM });
  for (const key of ["-", "_"]) expect(press(key)).toEqual({ kind: "zoom", factor: ZOOM });
  expect(press("Home")).toEqual({ kind: "home" });
});

it("leaves all other keys to the browser, and those with Control", () => {
  for (const action of [
    press("Tab"),
    press("a"),
    press("+", { ctrlKey: true }),
    press("ArrowLeft", { altKey: true }),
  ]) {
    expect(action).toBeNull();
  }
});

it("stretches a painting to where its own window lies", () => {
  const painted = { sigmaW2: [1, 3], sigmaB2: [0.5, 1] } as const;
  expect(sheetPlace(painted, { sigmaW2: [0, 4], sigmaB2: [0, 1] })).toEqual({
    left: "25.0000%",
    bottom: "50.0000%",
    width: "50.0000%",
    height: "50.0000%",
  });
});
