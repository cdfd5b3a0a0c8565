import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PlaneGestures } from "../../src/ui/theory-diagram/planeGestures.ts";
import type { PlanePoint, PlaneWindow } from "../../src/ui/theory-lab/plane.ts";

const LEFT = 10;
const TOP = 20;

/** A plot of 400 × 200 pixels over [0, 4] × [0, 1], its point in the middle, and what was heard of it. */
function open(focused = true): {
  gestures: PlaneGestures;
  heard: { points: [PlanePoint, boolean][]; windows: [PlaneWindow, boolean][]; hovers: (PlanePoint | null)[] };
} {
  const heard = { points: [], windows: [], hovers: [] } as ReturnType<typeof open>["heard"];
  let window: PlaneWindow = { sigmaW2: [0, 4], sigmaB2: [0, 1] };
  const gestures = new PlaneGestures(
    () => ({
      window,
      focused,
      box: { left: LEFT, top: TOP, width: 400, height: 200 } as DOMRect,
      handle: [200, 100],
      placeAt: (x, y) => ({ sigmaW2: x / 100, sigmaB2: 1 - y / 200 }),
    }),
    {
      onPoint: (point, settled) => void heard.points.push([point, settled]),
      onWindow: (next, settled) => {
        window = next;
        heard.windows.push([next, settled]);
      },
      onHover: (point) => void heard.hovers.push(point),
    },
  );
  return { gestures, heard };
}

/** A pointer at pixels of the plot. */
function at(x: number, y: number, pointerId = 1, pointerType = "mouse", button = 0): PointerEvent {
  const currentTarget = { setPointerCapture: () => undefined };
  return {
    clientX: x + LEFT,
    clientY: y + TOP,
    pointerId,
    pointerType,
    button,
    currentTarget,
  } as unknown as PointerEvent;
}

function wheel(
  x: number,
  y: number,
  deltaY: number,
  deltaMode = 0,
  preventDefault = (): void => undefined,
): WheelEvent {
  return { clientX: x + LEFT, clientY: y + TOP, deltaY, deltaMode, preventDefault } as WheelEvent;
}

describe("a hand on the map", () => {
  it("drags the point that it grips, and lets go of it", () => {
    const { gestures, heard } = open();
    gestures.down(at(205, 103));
    gestures.move(at(300, 50));
    gestures.up(at(300, 50));
    expect(heard.points).toEqual([
      [{ sigmaW2: 3, sigmaB2: 0.75 }, false],
      [{ sigmaW2: 3, sigmaB2: 0.75 }, true],
    ]);
    expect(heard.windows).toEqual([]);
  });

  it("grips with a finger from farther away than with a mouse", () => {
    const { gestures, heard } = open();
    gestures.down(at(220, 100));
    gestures.move(at(260, 100));
    gestures.up(at(260, 100));
    expect(heard.points).toEqual([]);
    const other = open();
    other.gestures.down(at(220, 100, 1, "touch"));
    expect(other.gestures.mode).toBe("point");
  });

  it("moves the point to a click, trembling or not, and with the first button alone", () => {
    const { gestures, heard } = open();
    gestures.down(at(100, 100, 1, "mouse", 2));
    gestures.up(at(100, 100, 1, "mouse", 2));
    gestures.down(at(100, 100));
    gestures.move(at(102, 101));
    gestures.up(at(100, 100));
    expect(heard.points).toEqual([[{ sigmaW2: 1, sigmaB2: 0.5 }, true]]);
  });

  it("pans so that what lay under it still does", () => {
    const { gestures, heard } = open();
    gestures.down(at(300, 50));
    gestures.move(at(200, 150));
    gestures.up(at(200, 150));
    expect(heard.windows.at(0)).toEqual([{ sigmaW2: [1, 5], sigmaB2: [0.5, 1.5] }, false]);
    expect(heard.windows.at(-1)).toEqual([{ sigmaW2: [1, 5], sigmaB2: [0.5, 1.5] }, true]);
    expect(heard.points).toEqual([]);
  });

  it("zooms with two fingers about their middle, and pans on with the one that stays", () => {
    const { gestures, heard } = open();
    gestures.down(at(50, 50, 1, "touch"));
    gestures.down(at(150, 50, 2, "touch"));
    gestures.move(at(0, 50, 1, "touch"));
    gestures.move(at(200, 50, 2, "touch"));
    // Twice as far apart: half of the window, about σ_w² = 1, σ_b² = 0.75.
    expect(heard.windows.at(-1)).toEqual([{ sigmaW2: [0.5, 2.5], sigmaB2: [0.375, 0.875] }, false]);
    gestures.up(at(200, 50, 2, "touch"));
    expect(heard.windows.at(-1)![1]).toBe(true);
    gestures.move(at(40, 50, 1, "touch"));
    expect(heard.windows.at(-1)).toEqual([{ sigmaW2: [0.3, 2.3], sigmaB2: [0.375, 0.875] }, false]);
    gestures.up(at(40, 50, 1, "touch"));
    expect([gestures.mode, heard.points]).toEqual(["none", []]);
  });

  it("tells where the mouse is while nothing is held, and nothing of a finger", () => {
    const { gestures, heard } = open();
    gestures.move(at(100, 0));
    gestures.move(at(100, 0, 2, "touch"));
    gestures.leave();
    expect(heard.hovers).toEqual([{ sigmaW2: 1, sigmaB2: 1 }, null]);
  });

  it("lets go where the browser takes the pointer to scroll", () => {
    const { gestures, heard } = open();
    gestures.down(at(100, 100, 1, "touch"));
    gestures.cancel(at(100, 100, 1, "touch"));
    gestures.up(at(100, 100, 1, "touch"));
    expect([gestures.mode, heard.points, heard.windows]).toEqual(["none", [], []]);
  });

  it("settles what was done until the browser took the pointer, and forgets every pointer", () => {
    const { gestures, heard } = open();
    gestures.down(at(100, 50, 1, "touch"));
    gestures.move(at(120, 50, 1, "touch"));
    gestures.down(at(150, 50, 2, "touch"));
    gestures.cancel(at(120, 60, 1, "touch"));
    expect(heard.windows.at(-1)).toEqual([heard.windows.at(-2)![0], true]);
    const { length } = heard.windows;
    gestures.down(at(50, 50, 3, "touch"));
    gestures.move(at(160, 50, 2, "touch"));
    expect([gestures.mode, heard.windows.length]).toEqual(["press", length]);
    const other = open();
    other.gestures.down(at(200, 100, 1, "touch"));
    other.gestures.move(at(300, 50, 1, "touch"));
    other.gestures.cancel(at(300, 40, 1, "touch"));
    expect(other.heard.points.at(-1)).toEqual([{ sigmaW2: 3, sigmaB2: 0.75 }, true]);
  });

  describe("on the wheel", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it("scrolls the page where there is nothing more to zoom", () => {
      const { gestures, heard } = open();
      gestures.wheel(wheel(100, 100, 1e6));
      const preventDefault = vi.fn<() => void>();
      gestures.wheel(wheel(100, 100, 100, 0, preventDefault));
      expect([heard.windows.length, preventDefault.mock.calls.length]).toEqual([1, 0]);
    });

    it("scrolls the page past a plot without the focus, and zooms it with Ctrl, Cmd or a pinch", () => {
      const { gestures, heard } = open(false);
      const preventDefault = vi.fn<() => void>();
      gestures.wheel(wheel(100, 100, -100, 0, preventDefault));
      expect([heard.windows.length, preventDefault.mock.calls.length]).toEqual([0, 0]);
      for (const key of ["ctrlKey", "metaKey"]) {
        gestures.wheel(Object.assign(wheel(100, 100, -100, 0, preventDefault), { [key]: true }));
      }
      expect([heard.windows.length, preventDefault.mock.calls.length]).toEqual([2, 2]);
    });

    it("zooms about the mouse, in pixels or lines, and settles when it rests", () => {
      const { gestures, heard } = open();
      gestures.wheel(wheel(100, 100, (-Math.LN2 / 0.0015) * 0.5));
      gestures.wheel(wheel(100, 100, (-Math.LN2 / 0.0015 / 20) * 0.5, 1));
      expect(heard.windows.at(-1)).toEqual([{ sigmaW2: [0.5, 2.5], sigmaB2: [0.25, 0.75] }, false]);
      expect(heard.windows.map(([, settled]) => settled)).toEqual([false, false]);
      vi.runAllTimers();
      expect(heard.windows.at(-1)).toEqual([{ sigmaW2: [0.5, 2.5], sigmaB2: [0.25, 0.75] }, true]);
    });
  });
});
