import { expect, it } from "vitest";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../../src/experiments/signalConfig.ts";
import { type SignalReport, layerRow } from "../../../src/experiments/signalReport.ts";
import { type Scaled, scaled } from "../../../src/model/scaled.ts";
import { agreementText, printedFigures, tableCsv, tableRows } from "../../../src/ui/number-table/tableRows.ts";

const SMALL: SignalConfig = { ...DEFAULT_SIGNAL_CONFIG, depth: 5, width: 8 };

function report(config: SignalConfig, forward: readonly Scaled[], gradient: readonly Scaled[]): SignalReport {
  const rows = (values: readonly Scaled[], from: number): SignalReport["forward"] =>
    values.map((std, index) => layerRow(index + from, { mean: scaled(0.5), std, peakExponent: 0 }));
  const engine = { kind: "cpu", adapter: "float64", software: false } as const;
  return { engine, config, forward: rows(forward, 0), gradient: rows(gradient, 1), histogram: null };
}

const FORWARD = [0.98101, 0.8112, 1.4719, 4.5474, 8.8958, 20].map((value) => scaled(value));
const GRADIENT = [446.6541, 340.6568, 109.132, 56.472].map((value) => scaled(value));

it("sets the notebook's figures beside ours for the same network only", () => {
  expect(printedFigures(tableRows(report(SMALL, FORWARD, GRADIENT))).map(({ agreement }) => agreement)).toEqual(
    Array.from({ length: 9 }, () => "digits"),
  );
  expect(printedFigures(tableRows(report({ ...SMALL, seed: 1 }, FORWARD, GRADIENT)))).toEqual([]);
  expect(printedFigures(tableRows(report({ ...SMALL, engine: "cpu" }, FORWARD, GRADIENT)))).toHaveLength(9);
});

it("tells agreement in every digit, agreement within float32's precision, and neither", () => {
  const near = [scaled(446.6546), scaled(341), ...GRADIENT.slice(2)];
  const figures = printedFigures(tableRows(report(SMALL, FORWARD, near)));
  expect(figures.filter(({ agreement }) => agreement !== "digits")).toEqual([
    { text: "446.654", agreement: "float32" },
    { text: "340.657", agreement: "none" },
  ]);
});

it("sums the agreement up in a sentence", () => {
  const figure = (agreement: "digits" | "float32" | "none") => ({ text: "1.000", agreement });
  expect(agreementText([])).toBe("");
  expect(agreementText([figure("digits"), figure("digits")])).toMatch(/^All 2 figures .* in every digit\.$/);
  expect(agreementText([figure("digits"), figure("float32")])).toMatch(/1 in every digit, 1 within float32’s 10⁻⁵\.$/);
  expect(agreementText([figure("digits"), figure("none")])).toMatch(/^1 of the 2 figures .* differ from ours\.$/);
});

it("writes full numbers to CSV, and nothing where float64 ends", () => {
  const huge = [scaled(0.1), scaled(1, 2000), scaled(0)];
  const csv = tableCsv(tableRows(report({ ...SMALL, depth: 2 }, huge, [scaled(1, 5000)])));
  expect(csv.split("\n")).toEqual([
    "layer,mean,std,log10_std,gradient_std,gradient_log10_std",
    "0,0.5,0.1,-1,,",
    `1,0.5,,${2000 * Math.log10(2)},,${5000 * Math.log10(2)}`,
    "2,0.5,0,,,",
    "",
  ]);
});
