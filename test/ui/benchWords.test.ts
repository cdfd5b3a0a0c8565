import { describe, expect, it } from "vitest";
import { FLAGSHIP, matmulWork } from "../../src/bench/work.ts";
import { estimateSeconds } from "../../src/ui/bench-lab/benchEstimate.ts";
import { figure, formatBytes, formatFlop, formatSpan, formatTime } from "../../src/ui/bench-lab/benchFigures.ts";
import { benchJson } from "../../src/ui/bench-lab/benchJson.ts";
import { benchPromise } from "../../src/ui/bench-lab/benchPromise.ts";
import { type Found, benchVerdict } from "../../src/ui/bench-lab/benchVerdict.ts";
import { DEFAULT_VIEW } from "../../src/ui/bench-lab/benchView.ts";
import { progressText } from "../../src/ui/bench-lab/progressText.ts";
import { faultText, isMeasured, shareOfPeak } from "../../src/ui/bench-lab/rowState.ts";
import { overheads } from "../../src/ui/bench-overheads/overheads.ts";
import { ratioReference, tableGroups } from "../../src/ui/bench-table/tableGroups.ts";
import { PEAKS, benchRow, unmeasuredRow, wrongRow } from "../support/benchRows.ts";

const SQUARE = matmulWork(1024, 1024, 1024);
const SMALL = matmulWork(256, 256, 256);
const [GPU, WASM] = ["initscope-gpu", "initscope-wasm"] as const;
const SOFTWARE = { adapter: "SwiftShader", software: true, reason: null };

it("figures have three digits and the unit that suits them", () => {
  expect([0.0123, 4.1, 62.04, 1234.5, 0].map(figure)).toEqual(["0.0123", "4.1", "62", "1,230", "0"]);
  expect([0.0032, 0.9999, 180.4, 999.6, 1250].map(formatTime)).toEqual(["3.2 µs", "1 ms", "180 ms", "1 s", "1.25 s"]);
  expect([formatSpan(5.45, 6.19), formatSpan(0.9, 1.1)]).toEqual(["5.45 – 6.19 ms", "900 µs – 1.1 ms"]);
  expect([formatFlop(2 ** 31), formatFlop(12.8e6), formatFlop(2000)]).toEqual(["2.15 GFLOP", "12.8 MFLOP", "2 kFLOP"]);
  expect([formatBytes(12.6e6), formatBytes(786432)]).toEqual(["12.6 MB", "786 kB"]);
});

describe("a row", () => {
  it("has a speed only where its value was found right", () => {
    expect(isMeasured(benchRow("w", GPU))).toBe(true);
    for (const change of [{ error: 2e-5 }, { error: NaN }, { error: null }, { bound: null }, { medianMs: null }]) {
      expect(isMeasured(benchRow("w", GPU, change))).toBe(false);
    }
  });

  it("says what is wrong, or why it is missing", () => {
    expect(faultText(benchRow("w", GPU))).toBe("");
    expect(faultText(wrongRow("w", "tfjs", 0.031))).toBe("Wrong: error 0.031 above 1.0 × 10⁻⁵, so it has no speed.");
    for (const error of [Infinity, NaN]) {
      expect(faultText(wrongRow("w", "tfjs", error))).toBe(
        "Wrong: an error that is no number, above 1.0 × 10⁻⁵, so it has no speed.",
      );
    }
    expect(faultText(unmeasuredRow("w", "tfjs", "tfjs could not be loaded."))).toBe(
      "TensorFlow.js on WebGPU could not be loaded.",
    );
  });

  it("has a share of the adapter's peak only on the adapter", () => {
    expect(shareOfPeak(benchRow("w", GPU, { gflops: 6 }), PEAKS)).toBe(0.75);
    expect(shareOfPeak(benchRow("w", WASM, { gflops: 6 }), PEAKS)).toBeNull();
    expect(shareOfPeak(wrongRow("w", GPU, 1), PEAKS)).toBeNull();
    expect(shareOfPeak(benchRow("w", GPU), null)).toBeNull();
  });
});

describe("the verdict", () => {
  const found = (rows: Found["rows"], change: Partial<Found> = {}): Found => {
    return { adapter: "Acme 1", software: false, works: [SMALL, SQUARE, FLAGSHIP], rows, peaks: PEAKS, ...change };
  };

  it("leads with our largest product on the adapter", () => {
    const rows = [
      benchRow(SMALL.id, GPU, { gflops: 7 }),
      benchRow(SQUARE.id, WASM, { gflops: 9 }),
      benchRow(SQUARE.id, GPU, { gflops: 4.1 }),
      benchRow(FLAGSHIP.id, GPU, { medianMs: 180 }),
      benchRow(FLAGSHIP.id, WASM, { medianMs: 40 }),
    ];
    expect(benchVerdict(found(rows, { software: true }))).toEqual({
      headline: "A product of 1024 × 1024 matrices runs at 4.1 GFLOP/s on Acme 1, 51 % of what its arithmetic allows.",
      rest: "The notebook’s network, there and back, takes 180 ms, and 40 ms in WebAssembly. This adapter is software, run by the CPU: compare ratios, not speeds.",
    });
  });

  it("sets libraries on WebGPU beside ours on WebGPU, and those on the CPU beside ours on the CPU", () => {
    const rows = [
      benchRow(SQUARE.id, GPU, { medianMs: 30 }),
      benchRow(SQUARE.id, WASM, { medianMs: 10 }),
      benchRow(SQUARE.id, "tfjs", { medianMs: 90, ratios: { [GPU]: 3, [WASM]: 9 } }),
      benchRow(SQUARE.id, "jax-js", { medianMs: 120, ratios: { [GPU]: 4, [WASM]: 12 } }),
      benchRow(SQUARE.id, "tfjs-wasm", { medianMs: 15, ratios: { [GPU]: 0.5, [WASM]: 1.5 } }),
    ];
    expect(benchVerdict(found(rows)).rest).toBe(
      "The fastest other library there, TensorFlow.js on WebGPU, takes 3 times as long as Initscope on WebGPU. There TensorFlow.js on WebAssembly takes 1.5 times as long as Initscope on WebAssembly.",
    );
  });

  it("says where ours loses or ties, also on other work", () => {
    const other = (ratio: number): Found["rows"][number] =>
      benchRow(SQUARE.id, "jax-js", { medianMs: 30 * ratio, ratios: { [GPU]: ratio } });
    const rest = (...rows: Found["rows"]): string =>
      benchVerdict(found([benchRow(SQUARE.id, GPU, { medianMs: 30 }), ...rows])).rest;
    expect(rest(other(0.5))).toBe(
      "jax-js on WebGPU is faster there: it takes 50 % of the time of Initscope on WebGPU.",
    );
    for (const tie of [0.96, 1.04]) {
      expect(rest(other(tie))).toBe("There jax-js on WebGPU takes as long as Initscope on WebGPU.");
    }
    const small = benchRow(SMALL.id, "jax-js", { ratios: { [GPU]: 1.01 } });
    expect(rest(other(2), benchRow(SMALL.id, GPU), small)).toBe(
      "There jax-js on WebGPU takes 2 times as long as Initscope on WebGPU. On 1 other piece of work another library is as fast as ours or faster: the table shows it.",
    );
  });

  it("counts what is wrong and what is missing, and leads with neither", () => {
    const rows = [
      wrongRow(SQUARE.id, GPU, 1),
      benchRow(SMALL.id, GPU),
      unmeasuredRow(SQUARE.id, "tfjs", "The device was lost."),
      unmeasuredRow(SQUARE.id, "jax-js", "It could not be loaded.", "absent"),
      unmeasuredRow(SMALL.id, WASM, "It does not do this work.", "absent"),
      benchRow(FLAGSHIP.id, WASM),
    ];
    expect(benchVerdict(found(rows))).toEqual({
      headline: "A product of 256 × 256 matrices runs at 4.1 GFLOP/s on Acme 1, 51 % of what its arithmetic allows.",
      rest: "The notebook’s network, there and back, takes 10 ms. 1 result is wrong and has no speed. 1 result broke off: the table says why. jax-js on WebGPU took no part: the table says why.",
    });
    expect(benchVerdict(found([wrongRow(SQUARE.id, GPU, 1)])).headline).toBe("Nothing could be measured.");
  });

  it("has the table's unit for a slow product too", () => {
    const slow = found([benchRow(SMALL.id, GPU, { gflops: 4.04e-4 })]);
    expect(benchVerdict(slow).headline).toMatch(/ runs at 4\.04 × 10⁻⁴ GFLOP\/s on Acme 1, less than 0\.1 % of/);
  });

  it("speaks of the CPU where there is no adapter, and of the network where there is no product", () => {
    const cpu = found([benchRow(SQUARE.id, WASM)], { adapter: null, peaks: null });
    expect(benchVerdict(cpu).headline).toMatch(/runs at 4\.1 GFLOP\/s in WebAssembly, on the CPU\.$/);
    const network = found([benchRow(FLAGSHIP.id, GPU), benchRow(FLAGSHIP.id, WASM, { medianMs: 4 })]);
    expect(benchVerdict(network)).toEqual({
      headline: "The notebook’s network, there and back: 10 ms on Acme 1.",
      rest: "WebAssembly does it in 4 ms.",
    });
  });
});

describe("the promise", () => {
  it("says what Run does, and for how long", () => {
    expect(benchPromise({ ...DEFAULT_VIEW, against: ["tfjs"] }, SOFTWARE, 42)).toEqual({
      headline: "What can SwiftShader do?",
      rest: "Nothing has run yet. Run measures the adapter’s own limits, then 5 pieces of work on 3 implementations, 7 rounds in turn, and checks every value against float64. It takes about 42 seconds and keeps the machine busy. This adapter is software, run by the CPU: compare ratios, not speeds.",
    });
  });

  it("offers the CPU where there is no adapter, and why", () => {
    const none = { adapter: null, software: false, reason: "No GPU adapter was found here." };
    const { headline, rest } = benchPromise(DEFAULT_VIEW, none, 9);
    expect(headline).toBe("What can this machine’s CPU do?");
    expect(rest).toMatch(/^No GPU adapter was found here\. Nothing has run yet\. Run measures 5 pieces of work/);
  });

  it("asks for work where none is chosen", () => {
    expect(benchPromise({ ...DEFAULT_VIEW, works: [] }, SOFTWARE, 9).rest).toBe(
      "Choose at least one piece of work to measure.",
    );
  });
});

describe("the estimate", () => {
  const view = { ...DEFAULT_VIEW, works: [SQUARE] };

  it("grows with peers, rounds and work, and falls to what was measured", () => {
    const guess = estimateSeconds(view, SOFTWARE, []);
    expect(estimateSeconds({ ...view, against: ["tfjs"] }, SOFTWARE, [])).toBeGreaterThan(guess);
    expect(estimateSeconds({ ...view, rounds: 20 }, SOFTWARE, [])).toBeGreaterThan(guess);
    expect(estimateSeconds({ ...view, works: [SQUARE, FLAGSHIP] }, SOFTWARE, [])).toBeGreaterThan(guess);
    const known = [benchRow(SQUARE.id, GPU, { medianMs: 1 }), benchRow(SQUARE.id, WASM, { medianMs: 1 })];
    expect(estimateSeconds(view, SOFTWARE, known)).toBeLessThan(guess);
    expect(estimateSeconds(view, SOFTWARE, [wrongRow(SQUARE.id, GPU, 1)])).toBe(guess);
  });

  it("knows that slow work gets fewer rounds", () => {
    const slow = { ...view, works: [matmulWork(4096, 4096, 4096)] };
    expect(estimateSeconds({ ...slow, rounds: 50 }, SOFTWARE, [])).toBe(estimateSeconds(slow, SOFTWARE, []));
  });
});

it("the table groups rows by work, each with its error and bound", () => {
  const rows = [
    benchRow(SQUARE.id, GPU, { gflops: 6, deviceMs: 8, ratios: { [GPU]: 1, [WASM]: 2 } }),
    benchRow(SMALL.id, WASM, { ratios: { [WASM]: 1 } }),
    benchRow(SQUARE.id, "jax-js", { gflops: 1.5, ratios: { [WASM]: 7.14, [GPU]: 3.57 } }),
    wrongRow(SQUARE.id, "tfjs", 0.031),
  ];
  const groups = tableGroups([SMALL, SQUARE, FLAGSHIP], rows, PEAKS);
  expect(groups.map(({ title, size, lines }) => [title, size, lines.length])).toEqual([
    ["256 × 256 matrices", "33.6 MFLOP", 1],
    ["1024 × 1024 matrices", "2.15 GFLOP", 3],
  ]);
  const [ours, peer, wrong] = groups[1]!.lines;
  expect(ours).toMatchObject({ isOurs: true, gflops: "6", share: "75 %", bar: 1, ratio: "1", device: "8 ms" });
  expect(peer).toMatchObject({ isOurs: false, bar: 0.25, ratio: "3.57", spread: "9 – 12 ms", fault: "" });
  expect(wrong).toMatchObject({ isWrong: true, time: "–", gflops: "–", bar: 0, error: "0.031", bound: "1.0 × 10⁻⁵" });
  // Nothing to compare with.
  expect(groups[0]!.lines[0]).toMatchObject({ bar: 0, ratio: "–" });
  // One column, one reference.
  expect([ratioReference(rows), ratioReference(rows.slice(1, 2))]).toEqual([GPU, WASM]);
});

it("overheads come in the unit that suits them", () => {
  expect(overheads(PEAKS).map(({ figure: text }) => text)).toEqual(["2 µs", "50 µs", "1.25 ms"]);
  expect(overheads(PEAKS)[0]!.meaning).toMatch(/: 100 µs for 50 layers/);
});

it("a readback as short as the browser's clock can tell is told as less than its next step", () => {
  const readback = (readbackMs: number): string => overheads({ ...PEAKS, readbackMs })[2]!.figure;
  // As Chromium has it, and Dawn in Node.
  expect([0, 0.09999999403953552, 0.30000000447, 0.123].map(readback)).toEqual([
    "under 0.1 ms",
    "under 0.2 ms",
    "under 0.4 ms",
    "123 µs",
  ]);
  expect(overheads({ ...PEAKS, readbackMs: 0.1 })[2]!.meaning).toMatch(/clock tells no less than 0\.1 ms apart$/);
});

it("progress is told at each quarter only", () => {
  expect(new Set([0, 0.1, 0.24].map(progressText)).size).toBe(1);
  expect([0.25, 0.49, 0.5, 1].map(progressText)).toEqual([
    "25 % is measured.",
    "25 % is measured.",
    "50 % is measured.",
    "100 % is measured.",
  ]);
});

it("JSON holds the report and the peaks, and spells what JSON lacks", () => {
  const rows = [wrongRow(SQUARE.id, GPU, NaN)];
  const machine = { ...SOFTWARE, peaks: PEAKS };
  const report = { adapter: "SwiftShader", software: true, date: "d", rounds: 7, versions: { tfjs: "4" }, rows };
  const results = { works: [SQUARE], rounds: 7, machine, rows, report };
  const whole = JSON.parse(benchJson(results, new Date(0))) as Record<string, unknown>;
  expect(whole).toMatchObject({ adapter: "SwiftShader", versions: { tfjs: "4" }, peaks: PEAKS });
  expect(whole["rows"]).toMatchObject([{ error: "NaN" }]);
  const stopped = JSON.parse(benchJson({ ...results, report: null }, new Date(0))) as Record<string, unknown>;
  expect(stopped).toMatchObject({ adapter: "SwiftShader", rounds: 7, stopped: true, date: "1970-01-01T00:00:00.000Z" });
});
