import { expect, it } from "vitest";
import { FLAGSHIP, matmulWork } from "../../src/bench/work.ts";
import { reportText } from "../bench/reportText.ts";
import { benchRow, unmeasuredRow } from "../support/benchRows.ts";

it("the terminal's table names work as the page does, with what is allowed beside the error", () => {
  const rows = [
    benchRow(matmulWork(80, 80, 1000).id, "initscope-gpu", {
      error: 1e-7,
      bound: 5e-6,
      ratios: { "initscope-gpu": 1 },
    }),
    unmeasuredRow(FLAGSHIP.id, "numpy", "There is no numpy here."),
  ];
  const report = { adapter: "Acme 1", software: false, date: "d", rounds: 7, versions: {}, rows, peaks: null };
  const lines = reportText(report, ["initscope-gpu"]).split("\n");
  const table = lines.slice(lines.indexOf("") + 1).map((line) => line.split(/ {2,}/));
  expect(table[0]!.slice(-3)).toEqual(["error", "allowed", "ratio"]);
  expect(table[1]).toEqual([
    "80 × 80 by 80 × 1000",
    "initscope-gpu",
    "10.0 ms",
    "9.00 to 12.0",
    "4.10",
    "1.0e-7",
    "5.0e-6",
    "1.00",
  ]);
  expect(lines.at(-1)).toBe("The notebook’s network, there and back, numpy: There is no numpy here.");
});
