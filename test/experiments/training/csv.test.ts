import { describe, expect, it } from "vitest";
import { readCsv } from "../../../src/experiments/training/data/csv.ts";
import { tableData } from "../../../src/experiments/training/data/tableData.ts";
import { LimitError } from "../../../src/model/limitError.ts";

const BINARY = ["binary_crossentropy", 1] as const;
const TWO = "has 3 values: binary_crossentropy tells two classes apart; take categorical_crossentropy for more classes";

describe("a table", () => {
  it.each([
    ["commas, header", "heat,time,good\n1,2,yes\n3,4,no\n"],
    ["no header", "1,2,yes\n3,4,no\n"],
    ["semicolons, blanks around cells", "heat ; time; good\n 1;2 ;yes\n3;4; no\n"],
    ["tabs", "heat\ttime\tgood\n1\t2\tyes\n3\t4\tno"],
    ["commas, a semicolon in the first line alone", "heat (degrees; °C),time,good\n1,2,yes\n3,4,no\n"],
    ["commas, a semicolon in quotes or after the first line", '"heat;x",time,"go\n;od"\n1,2,yes\n3,4,"no"\n'],
    [
      "quotes, a mark at the beginning, Windows' lines",
      '\uFEFF"heat","time","good"\r\n"1","2","yes"\r\n"3","4","no"\r\n',
    ],
    ["blank lines in between and at the end", "heat,time,good\n\n1,2,yes\n,,\n3,4,no\n\n\n,,\n"],
  ])("is read: %s", (_, text) => {
    const table = readCsv(text, "t.csv");
    expect(table.examples).toBe(2);
    expect(table.features.map(({ values }) => [...values])).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(table.target.cells).toEqual(["yes", "no"]);
  });

  it("names columns by its header, or by their places", () => {
    const names = (text: string): string[] => readCsv(text, "t.csv").features.map(({ name }) => name);
    expect(names("heat,,good\n1,2,0\n3,4,1")).toEqual(["heat", "column 2"]);
    expect(names("1,2,0\n3,4,1")).toEqual(["column 1", "column 2"]);
  });

  it("takes a first line for names by its target too, where that column has numbers", () => {
    const years = readCsv("heat,2025\n1,yes\n2,no", "t.csv");
    expect([years.features[0]!.name, years.target.name, years.examples]).toEqual(["heat", "2025", 2]);
    const cells = readCsv("heat,good\n1,0\n2,1", "t.csv");
    expect([cells.target.name, cells.examples]).toEqual(["good", 2]);
  });

  it("reads numbers of every form, to the last bit", () => {
    const [column] = readCsv("1.5e-3,0\n-.25,1\n+7,0\n0.1,1", "t.csv").features;
    expect([...column!.values]).toEqual([0.0015, -0.25, 7, 0.1]);
  });

  it.each([
    ["", "t.csv holds no lines"],
    ["x\n1\n2", "t.csv, line 1 has one column: give it two or more"],
    ["x,y\n1,0", "t.csv holds one example: give it two or more"],
    ["x,y", "t.csv holds 0 examples"],
    ["x,y\n1,0\n,1", "t.csv, line 3, column 1 (x) is empty"],
    ["1,0\n2,", "t.csv, line 2, column 2 is empty"],
    ["x,y,z\n1,2,0\n3,,1\n,5,0", "t.csv, line 3, column 2 (y) is empty"],
    ["x,y\n1,0\n\nabc,1", 't.csv, line 4, column 1 (x) is "abc", which is no number'],
    ["x,y\n1,0\nNaN,1", 'line 3, column 1 (x) is "NaN"'],
    ["x,y\n1,0\n1e999,1", 'line 3, column 1 (x) is "1e999"'],
    ["x;y\n1;0\n1,5;1", "write decimals with a point"],
    ["1,5;0\n2,5;1", 'line 1, column 1 is "1,5", which is no number: write decimals with a point'],
    ["1,5\t0\n2,5\t1", 'line 1, column 1 is "1,5", which is no number: write decimals with a point'],
    ["n/a,0\n1,0\n2,1", 't.csv, line 1, column 1 is "n/a", which is no number'],
    ["\n\nx\n1\n2", "t.csv, line 3 has one column"],
    ["a,b,y\n1,2,0\n3,4,nan", 't.csv, line 3, column 3 (y) is "nan", which is no number, unlike others'],
    ["1,NA\n\n2,0\n3,1", 't.csv, line 1, column 2 is "NA", which is no number, unlike others'],
    ["1,0\n2,1\n3,1e400", 't.csv, line 3, column 2 is "1e400", which is no number'],
    ["1,1e400\n2,2e400", 't.csv, line 1, column 2 is "1e400", which is no number'],
    ["1;0,5\n2;1", 'line 1, column 2 is "0,5", which is no number, unlike others of its column: write decimals'],
    ["1,2,0\n1,abc,0", 'line 2, column 2 is "abc"'],
    ["1,abc,0\n1,2,0", 'line 1, column 2 is "abc"'],
    ["x,y,z\n1,2,0\n1,2\n3,4,1", "t.csv, line 3 has 2 cells, but line 1 has 3"],
    ['x,y\n1,0\n"2,1\n', "t.csv, line 3: a quote is not closed"],
    ['"a\nb",y\n1,0\nabc,1', 'line 4, column 1 (a b) is "abc"'],
  ])("%j is refused", (text, sentence) => {
    expect(() => readCsv(text, "t.csv")).toThrow(expect.objectContaining({ name: "ConfigError", field: "data" }));
    expect(() => readCsv(text, "t.csv")).toThrow(sentence);
  });

  it("is refused beyond 100,000 examples", () => {
    expect(() => readCsv("1,0\n".repeat(100_001), "t.csv")).toThrow(LimitError);
  });
});

describe("its columns", () => {
  it("are standardised as np.mean and np.std have it, and say so", () => {
    const { dataSet, notes } = tableData(readCsv("x,y\n1,0\n2,0\n4,1\n5,1", "t.csv"), ...BINARY);
    // np.array([1, 2, 4, 5]): mean 3, std 1.5811388300841898.
    const std = 1.5811388300841898;
    expect([...dataSet.inputs]).toEqual([-2, -1, 1, 2].map((value) => Math.fround(value / std)));
    expect(notes).toEqual([
      `Standardised, (value - mean) / std: x (mean 3, std ${std}).`,
      "Classes of y: 0 is 0, 1 is 1.",
    ]);
  });

  it("say so in a line each where they are many", () => {
    const note = (text: string): string => tableData(readCsv(text, "t.csv"), ...BINARY).notes[0]!;
    expect(note("a,b,c,y\n1,2,3,0\n3,4,9,1").split("\n")).toHaveLength(1);
    expect(note("a,b,c,d,y\n1,2,3,5,0\n3,4,9,6,1").split("\n")).toEqual([
      "Standardised, (value - mean) / std:",
      "  a (mean 2, std 1)",
      "  b (mean 3, std 1)",
      "  c (mean 6, std 3)",
      "  d (mean 5.5, std 0.5)",
    ]);
  });

  it.each([1e-320, 1e-200, 1e-30, 1, 1e30, 1e200, 1.6e308])("are the same float32 in units of %s", (unit) => {
    const { dataSet } = tableData(readCsv(`${unit},0\n${-unit},1`, "t.csv"), ...BINARY);
    expect([...dataSet.inputs]).toEqual([1, -1]);
  });

  it("are finite as float32 where one is far from 100 others", () => {
    const { dataSet } = tableData(readCsv(`${"0,0\n".repeat(100)}1e300,1`, "t.csv"), ...BINARY);
    // Of n values, n - 1 equal, the other is √(n - 1) standard deviations from their mean.
    expect(dataSet.inputs[100]).toBeCloseTo(10, 5);
  });

  it.each([
    ["1.7e308,0\n1.6e308,1", BINARY],
    ["x,y\n1e308,0\n-1.7e308,1\n-1.7e308,0", BINARY],
    [`5e-324,1\n${"0,0\n".repeat(9)}`, BINARY],
    ["1,1e308\n2,1.7e308\n3,1.6e308", ["mean_squared_error", 1] as const],
  ])("are refused where float64 holds no mean or std of them: %j", (text, [loss, outputs]) => {
    const read = (): unknown => tableData(readCsv(text, "t.csv"), loss, outputs);
    expect(read).toThrow(expect.objectContaining({ name: "ConfigError", field: "data" }));
    expect(read).toThrow(/^t\.csv: (x|column \d) cannot be standardised: .* Write it in another unit\.$/);
  });

  it("are 0 where they never change", () => {
    const { dataSet, notes } = tableData(readCsv("0.1,1,0\n0.1,2,1\n0.1,3,1", "t.csv"), ...BINARY);
    expect([...dataSet.inputs.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(notes).toContain("column 1 is 0.1 in every line and was set to 0: nothing can be learned from it.");
  });
});

describe("its target", () => {
  const classesOf = (column: readonly string[], loss = BINARY[0] as Parameters<typeof tableData>[1], outputs = 1) =>
    tableData(readCsv(column.map((cell, index) => `${index},${cell}`).join("\n"), "t.csv"), loss, outputs).dataSet;

  it("is a class by its number, or by its name in their order", () => {
    expect([...classesOf(["10", "9", "9.0", "10"]).classes!]).toEqual([1, 0, 0, 1]);
    expect([...classesOf(["yes", "no", "yes"]).classes!]).toEqual([1, 0, 1]);
    const three = classesOf(["c", "a", "b"], "categorical_crossentropy", 3);
    expect([...three.classes!]).toEqual([2, 0, 1]);
    expect(three.classNames).toEqual(["a", "b", "c"]);
  });

  it("is a number with mean_squared_error, but where it has two values", () => {
    const numbers = classesOf(["1", "2", "4", "5"], "mean_squared_error");
    expect(numbers.classes).toBeNull();
    expect([...numbers.values!]).toEqual([-2, -1, 1, 2].map((value) => Math.fround(value / 1.5811388300841898)));
    expect([...classesOf(["1", "3", "1"], "mean_squared_error").classes!]).toEqual([0, 1, 0]);
  });

  it.each([
    [["1", "1.0", "1"], "binary_crossentropy", 1, "is 1 in every line: there must be at least two classes"],
    [["a", "b", "c"], "binary_crossentropy", 1, `${TWO}.`],
    [
      ["0.1", "0.2", "0.3"],
      "binary_crossentropy",
      1,
      `${TWO}, mean_squared_error with the output activation identity for numbers.`,
    ],
    [["a", "b", "c"], "categorical_crossentropy", 2, "has 3 classes, but the network 2 outputs"],
    [["a", "b", "c"], "mean_squared_error", 1, "has 3 names: mean_squared_error takes numbers or two classes"],
    [["5", "5"], "mean_squared_error", 1, "is 5 in every line"],
  ] as const)("%j is refused with %s", (column, loss, outputs, sentence) => {
    expect(() => classesOf(column, loss, outputs)).toThrow(`t.csv: the target, column 2, ${sentence}`);
  });
});
