import { describe, expect, it } from "vitest";
import { isometryVerdict, keptShare } from "../../src/ui/theory-isometry/isometryVerdict.ts";
import { spectrumChart, spectrumNotes, spectrumSummary } from "../../src/ui/theory-isometry/spectrumModel.ts";
import { isometryReport, spectrum } from "../support/theoryReports.ts";

const EVEN = spectrum("orthogonal", [1, 1, 1, 1]);
const UNEVEN = spectrum("gaussian", [2, 1, 0.1, 1e-9]);

describe("the histogram", () => {
  const series = (label: string, spectra = [UNEVEN, EVEN]) =>
    spectrumChart(spectra)!.series.find((one) => one.label === label)!;
  const sum = (label: string, spectra = [UNEVEN, EVEN]) =>
    series(label, spectra).points.reduce((total, { y }) => total + y!, 0);

  it("counts every direction once", () => {
    expect(sum("orthogonal weights")).toBeCloseTo(100, 10);
    expect(sum("Gaussian weights")).toBeCloseTo(100, 10);
  });

  it("counts directions that are lost in the whole, and draws them nowhere", () => {
    const cut = spectrum("orthogonal", [1, 0.5, 0.25], { zeros: 1 });
    expect(sum("orthogonal weights", [cut])).toBeCloseTo(75, 10);
  });

  it("puts each value into the bin that holds it", () => {
    const { points } = series("Gaussian weights");
    const model = spectrumChart([UNEVEN, EVEN])!;
    const width = points[1]!.x - points[0]!.x;
    const at = (value: number) => points.find(({ x }) => Math.abs(Math.log10(value) - x) <= width / 2)!.y;
    expect(at(1e-9)).toBe(25);
    expect(at(0.1)).toBe(25);
    expect(model.x.low).toBeLessThan(-9);
    expect(model.x.high).toBeGreaterThan(Math.log10(2));
  });

  it("draws the one bar of an isometry, with an axis about it", () => {
    const model = spectrumChart([spectrum("orthogonal", [1 + 1e-7, 1, 1 - 1e-7])])!;
    expect(model.series[0]!.points.filter(({ y }) => y! > 0)).toHaveLength(1);
    expect(model.x.low).toBeLessThan(0);
    expect(model.x.high).toBeGreaterThan(0);
    expect(model.x.ticks.length).toBeGreaterThan(1);
  });

  it("marks theory's root mean square once where both kinds share it", () => {
    const theory = { lnMeanSquare: 2 * Math.log(0.1), variance: 1 };
    const both = [
      { ...UNEVEN, theory },
      { ...EVEN, theory },
    ];
    const lines = spectrumChart(both)!.series.filter(({ meaning }) => meaning === "theory");
    expect(lines).toHaveLength(1);
    expect(lines[0]!.points[0]!.x).toBeCloseTo(-1, 12);
  });

  it("draws nothing where every direction is lost", () => {
    const nothing = { ...spectrum("gaussian", [1]), lnSingularValues: [], zeros: 8 };
    expect(spectrumChart([nothing])).toBeNull();
    expect(spectrumSummary([nothing])).toContain("With Gaussian weights all 8 are 0.");
  });

  it("says each kind's share under the pointer", () => {
    const { lines } = spectrumChart([UNEVEN, EVEN])!.tooltip(0.001)!;
    expect(lines).toEqual(["Gaussian weights: 25 % of the directions", "orthogonal weights: 100 % of the directions"]);
  });
});

describe("the verdict", () => {
  it("keeps what passes with a hundredth of the strongest, and no zero", () => {
    expect(keptShare(UNEVEN)).toBe(0.75);
    expect(keptShare(spectrum("gaussian", [1, 0.0101, 0.0099]))).toBeCloseTo(2 / 3, 12);
    expect(keptShare({ ...EVEN, zeros: 4 })).toBe(0.5);
    expect(keptShare({ ...EVEN, lnSingularValues: [], zeros: 4 })).toBe(0);
  });

  it.each([
    ["tanh", [UNEVEN, EVEN], "With tanh, orthogonal weights keep every direction, Gaussian ones 75 %."],
    ["identity", [UNEVEN, EVEN], /^With no nonlinearity, orthogonal weights keep every direction/],
    [
      "tanh",
      [spectrum("gaussian", [1, 0.9]), EVEN],
      "With tanh, orthogonal and Gaussian weights both keep every direction.",
    ],
    [
      "relu",
      [UNEVEN, { ...EVEN, lnSingularValues: [], zeros: 4 }],
      "With ReLU, orthogonal weights keep no direction, Gaussian ones 75 %.",
    ],
    ["tanh", [UNEVEN], "With tanh, Gaussian weights keep 75 % of the directions."],
  ] as const)("%s", (activation, spectra, headline) => {
    expect(isometryVerdict(isometryReport(spectra, { activation })).headline).toMatch(headline);
  });

  it("says how strong the strongest is where that is far from 1", () => {
    const faint = [spectrum("gaussian", [1.1e-6, 1e-7]), spectrum("orthogonal", [1e-6, 1e-6])];
    expect(isometryVerdict(isometryReport(faint)).headline).toBe(
      "With ReLU, orthogonal and Gaussian weights both keep every direction, but even the strongest is multiplied by 1.1 × 10⁻⁶.",
    );
    expect(isometryVerdict(isometryReport([spectrum("gaussian", [3000])])).headline).toMatch(
      /every direction, but the strongest is multiplied by 3,000\.$/,
    );
    const none = { ...EVEN, lnSingularValues: [], zeros: 4 };
    expect(isometryVerdict(isometryReport([none])).headline).toBe("With ReLU, orthogonal weights keep no direction.");
  });

  it("says beside the histogram what it cannot draw", () => {
    expect(spectrumNotes([{ ...EVEN, zeros: 52 }, UNEVEN])).toEqual([
      "orthogonal weights: 52 of 56 directions are lost entirely (0, or below rounding) and are not drawn",
    ]);
  });

  it("says the range of each kind, and what ReLU cuts", () => {
    const { rest } = isometryVerdict(isometryReport([UNEVEN, { ...EVEN, zeros: 1 }]));
    expect(rest).toContain(
      "by factors from next to nothing to 1 with orthogonal weights, by factors from 1 × 10⁻⁹ to 2 with Gaussian weights",
    );
    expect(isometryVerdict(isometryReport([EVEN])).rest).toContain("stretched by the factor 1 with orthogonal weights");
    const { rest: alone } = isometryVerdict(isometryReport([EVEN], { depth: 1, width: 1 }));
    expect(alone).toContain("Through 1 layer of 1 unit directions");
    expect(rest).toContain("ReLU switches off half of the units");
  });
});
