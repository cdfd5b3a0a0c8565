import { describe, expect, it } from "vitest";
import { holding, isInside, panned, readWindow, windowText, zoomed } from "../../src/ui/theory-lab/plane.ts";
import { criticalPath, lineName } from "../../src/ui/theory-diagram/criticalPath.ts";
import { diagramAxes, longestLabel } from "../../src/ui/theory-diagram/diagramAxes.ts";
import { linearTicks } from "../../src/ui/lab-chart/axisTicks.ts";
import { plotFrame, stepped, toPixels, toPlane } from "../../src/ui/theory-diagram/plotFrame.ts";

const WINDOW = { sigmaW2: [0, 4], sigmaB2: [0, 1] } as const;
const FRAME = { left: 60, top: 10, width: 400, height: 200 };

describe("the window", () => {
  it("keeps a place where it is under a zoom, and ends at 0", () => {
    expect(zoomed(WINDOW, { sigmaW2: 2, sigmaB2: 0.25 }, 0.5)).toEqual({ sigmaW2: [1, 3], sigmaB2: [0.125, 0.625] });
    expect(zoomed(WINDOW, { sigmaW2: 1, sigmaB2: 0 }, 2)).toEqual({ sigmaW2: [0, 8], sigmaB2: [0, 2] });
  });

  it("zooms no farther than its ends", () => {
    const near = zoomed(WINDOW, { sigmaW2: 2, sigmaB2: 0.5 }, 1e-12);
    expect(near.sigmaW2[1] - near.sigmaW2[0]).toBeCloseTo(1e-3, 9);
    expect(zoomed(WINDOW, { sigmaW2: 2, sigmaB2: 0.5 }, 1e12)).toEqual({ sigmaW2: [0, 1e6], sigmaB2: [0, 1e6] });
  });

  it("is moved by shares of itself, and not below 0", () => {
    expect(panned(WINDOW, 0.5, 0.25)).toEqual({ sigmaW2: [2, 6], sigmaB2: [0.25, 1.25] });
    expect(panned(WINDOW, -1, -1)).toEqual(WINDOW);
  });

  it("moves to hold a point, and only then", () => {
    expect(holding(WINDOW, { sigmaW2: 3.9, sigmaB2: 1 })).toEqual(WINDOW);
    const moved = holding(WINDOW, { sigmaW2: 7, sigmaB2: 0.5 });
    expect(moved.sigmaB2).toEqual([0, 1]);
    expect(isInside(moved, { sigmaW2: 7, sigmaB2: 0.5 })).toBe(true);
  });

  it("ends at the largest variances, and keeps its size there", () => {
    const last = { sigmaW2: [1e6 - 4000, 1e6], sigmaB2: [1e6 - 1000, 1e6] } as const;
    expect(panned(last, 0.5, 0.5)).toEqual(last);
    expect(panned(last, -0.5, -0.5)).toEqual({ sigmaW2: [994000, 998000], sigmaB2: [998500, 999500] });
  });

  it.each([5, 999.5, 1000, 1500, 123456.7, 999999.5, 1e6])("holds a point at %d, and reads back there", (value) => {
    for (const point of [
      { sigmaW2: value, sigmaB2: 0.5 },
      { sigmaW2: 2, sigmaB2: value },
    ]) {
      const held = holding(WINDOW, point);
      expect(isInside(held, point)).toBe(true);
      expect(readWindow(windowText(held))).toEqual(held);
    }
  });

  it("reads back wherever it is zoomed and panned to its least size, and is then as small as can be", () => {
    for (let place = 0; place < 2000; place += 1) {
      const point = { sigmaW2: 4 * ((place * 0.618034) % 1), sigmaB2: 10 ** (-4 + 10 * ((place * 0.754878) % 1)) };
      const zoom = zoomed(holding(WINDOW, point), point, 1e-9);
      const windows = [zoom, panned(zoom, 0.37, 0.61), panned(panned(zoom, -0.37, 0.91), 0.123, -0.61)];
      for (const window of windows) {
        expect(readWindow(windowText(window)), windowText(window)).toEqual(window);
        expect(zoomed(window, point, 0.5)).toEqual(window);
      }
    }
  });

  it("reads back from its text", () => {
    const window = { sigmaW2: [0.5, 1.25], sigmaB2: [0.001, 0.05] } as const;
    expect(readWindow(windowText(window))).toEqual(window);
  });
});

describe("pixels and the plane", () => {
  it("lead to each other", () => {
    expect(toPixels(FRAME, WINDOW, { sigmaW2: 1, sigmaB2: 0.25 })).toEqual([100, 150]);
    expect(toPlane(FRAME, WINDOW, [100, 150])).toEqual({ sigmaW2: 1, sigmaB2: 0.25 });
  });

  it("give numbers no finer than a pixel, and the edge beyond the plot", () => {
    expect(toPlane(FRAME, WINDOW, [133.3, 77.6])).toEqual({ sigmaW2: 1.33, sigmaB2: 0.612 });
    expect(toPlane(FRAME, WINDOW, [-50, 500])).toEqual({ sigmaW2: 0, sigmaB2: 0 });
  });

  it("step by a hundredth of the window, and keep the other number as it was", () => {
    expect(stepped(WINDOW, { sigmaW2: 1.69, sigmaB2: 1 / 3 }, 10, 0)).toEqual({ sigmaW2: 2.09, sigmaB2: 1 / 3 });
    expect(stepped(WINDOW, { sigmaW2: 0.02, sigmaB2: 0.5 }, -1, -1)).toEqual({ sigmaW2: 0, sigmaB2: 0.49 });
  });

  it("make a plot that fits its figure and the screen", () => {
    const frame = plotFrame(800, 1000, 16);
    expect(frame.left + frame.width).toBeLessThan(800);
    expect(frame.height).toBe(460);
    expect(plotFrame(300, 2000, 16).height).toBe(plotFrame(300, 2000, 16).width);
  });

  it("leave the axis on the left room for its longest label beside its title", () => {
    const rem = 16;
    const deep = { sigmaW2: [1.9, 1.901], sigmaB2: [0.3919, 0.3929] } as const;
    const label = longestLabel(plotFrame(800, 1000, rem), deep, rem);
    expect(label).toBe("0.3920".length);
    const frame = plotFrame(800, 1000, rem, label);
    const [, up] = diagramAxes(frame, deep, rem);
    // The title ends about 0.3 rem right of its baseline at 0.9; a digit of 0.85 rem is 0.56 em wide at most.
    expect(up.ticks[0]!.x - label * 0.56 * 0.85 * rem).toBeGreaterThan(1.2 * rem);
    expect(frame.left + frame.width).toBeLessThan(800);
    // The whole map keeps the plot that it has.
    expect(plotFrame(800, 1000, rem, "0.25".length)).toEqual(plotFrame(800, 1000, rem));
  });
});

describe("what is drawn over the map", () => {
  const line = [
    [2, 0],
    [2, 1],
  ] as const;

  it("has the line in pixels, and leaves out what is no line", () => {
    expect(criticalPath(FRAME, WINDOW, [line, [[1, 1]]])).toBe("M200.0 200.0L200.0 0.0");
  });

  it("names the line on the side with room, or not at all", () => {
    expect(lineName(FRAME, WINDOW, [line], 16)).toMatchObject({ anchor: "start", x: 210 });
    expect(lineName(FRAME, { ...WINDOW, sigmaW2: [0, 2.2] }, [line], 16)).toMatchObject({ anchor: "end" });
    expect(lineName(FRAME, WINDOW, [line, line.map(([x, y]) => [x / 2, y] as const)], 16)).toMatchObject({ x: 210 });
    // A line that ends below the best height is named where it is.
    expect(
      lineName(
        FRAME,
        WINDOW,
        [
          [
            [2, 0],
            [2, 0.5],
          ],
        ],
        16,
      ),
    ).toMatchObject({ x: 210, y: expect.closeTo(110, 9) });
    expect(lineName({ ...FRAME, width: 200 }, WINDOW, [line], 16)).toBeNull();
    expect(lineName(FRAME, { ...WINDOW, sigmaW2: [0, 1] }, [line], 16)).toBeNull();
  });

  it("marks both axes at round numbers of one length", () => {
    expect(linearTicks(0, 4, 5).map(({ label }) => label)).toEqual(["0", "1", "2", "3", "4"]);
    expect(linearTicks(0.12, 0.38, 6).map(({ label }) => label)).toEqual(["0.15", "0.20", "0.25", "0.30", "0.35"]);
    const [across, up] = diagramAxes(FRAME, WINDOW, 16);
    expect(across.ticks.map(({ x, label }) => [x, label])).toEqual([
      [60, "0"],
      [160, "1"],
      [260, "2"],
      [360, "3"],
      [460, "4"],
    ]);
    expect(up.ticks.map(({ y }) => y)).toEqual([210, 110, 10]);
  });
});
