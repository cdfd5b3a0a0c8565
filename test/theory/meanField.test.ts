import { describe, expect, it } from "vitest";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { correlationOf } from "../../src/theory/moment.ts";
import { momentsOf } from "../../src/theory/moments.ts";
import { fixedCorrelation } from "../../src/theory/fixedCorrelation.ts";
import { fixedLength } from "../../src/theory/fixedLength.ts";
import { meanField } from "../../src/theory/meanField.ts";
import { mehlerPair, mehlerShares, panelPair, panelSingle } from "./panels.ts";

const at = (activation: NonlinearityId, sigmaW2: number, sigmaB2: number) =>
  meanField({ activation, sigmaW2, sigmaB2 });

/** Half of the last digit printed. */
function expectPrinted(value: number | null, printed: string): void {
  const digits = printed.split(".")[1]?.length ?? 0;
  expect(Math.abs((value ?? NaN) - Number(printed)), `${value} against ${printed}`).toBeLessThanOrEqual(
    0.5 * 10 ** -digits + 1e-15,
  );
}

describe("tanh, all digits of the published table", () => {
  it.each([
    [1.69, 0.09, "0.60704679", "0.93980743", "1", "16.1082"],
    [1, 0.05, "0.19359252", "0.75903165", "1", "3.6270"],
    [2, 0.05, "0.72176187", "1.04766600", "0.744082", "25.2134"],
  ])("σ_w² %f, σ_b² %f", (sigmaW2, sigmaB2, qStar, chi1, cStar, xiC) => {
    const theory = at("tanh", sigmaW2, sigmaB2);
    expectPrinted(theory.qStar, qStar);
    expectPrinted(theory.chi1, chi1);
    expectPrinted(theory.cStar, cStar);
    expectPrinted(theory.xiC, xiC);
    expect(theory.error).toBeLessThan(1e-11);
  });
});

/** Solved by bisection of the closed forms in 60 digits. */
const NEAR_THE_EDGE: readonly [NonlinearityId, number, number, number, number, number, number][] = [
  ["erf", 1.377, 0.05, 0.517952350233548025, 1.00033836755345617, 0.998060896240927368, 2958.77945475181828],
  ["erf", 1.376, 0.05, 0.517284358007974682, 1.00004693820535761, 0.999730776176171816, 21308.0189389833322],
  ["erf", 1.3759, 0.05, 0.517217571622358931, 1.00001778337064515, 0.999897990982274921, 56235.7216136296905],
  ["erf", 1.37584, 0.05, 0.517177500912216287, 1.00000028943019195, 0.99999833968379918, 3455067.97627036403],
  ["erf", 1.5, 0.05, 0.60175316710972035, 1.03470012958162519, 0.820530087998197308, 32.3402396458481329],
  ["erf", 4, 0.5, 3.1517354749077395, 1.38066986143556393, 0.591665730404524375, 4.77510755877154356],
  ["erf", 36, 9, 41.4583499701949984, 3.54871497555445783, 0.507391422697760988, 2.17390607555354871],
  ["sine", 1.51, 0.05, 0.55734936690608483, 1.00265063309391518, 0.981121754258511795, 379.412744797921672],
  ["sine", 1.5021, 0.05, 0.552090006716863719, 1.00000999328313627, 0.999927896191922673, 100069.358504954923],
  ["sine", 1.5020702, 0.05, 0.552070167429772246, 1.00000003257022767, 0.999999764986867577, 30702888.5417951498],
  ["sine", 1.8, 0.05, 0.748633118172309751, 1.1013668818276903, 0.529705606308063507, 11.8769429893191752],
  ["sine", 9, 2.25, 6.74999383060798895, 4.50000616939201105, 0.341057984296927593, 0.340852774894533724],
];

it.each(NEAR_THE_EDGE)("%s, σ_w² %f, σ_b² %f: the error told covers the error made", (id, w, b, q, chi1, c, xiC) => {
  const theory = at(id, w, b);
  const errors = [theory.qStar! / q, theory.chi1! / chi1, theory.cStar! / c, theory.xiC! / xiC].map((ratio) =>
    Math.abs(ratio - 1),
  );
  expect(Math.max(...errors)).toBeLessThanOrEqual(theory.error);
  if (Math.abs(chi1 - 1) > 1e-3) expect(theory.error).toBeLessThan(1e-8);
  // What is lost: rounding over the distance from the edge.
  expect(theory.error).toBeLessThan(2 ** -38 / (chi1 - 1));
});

it("tells errors that grow towards the edge, of q* and of 1 - c*", () => {
  for (const [activation, sigmaW2, sigmaB2, q, chi1, c] of NEAR_THE_EDGE) {
    const point = { activation, sigmaW2, sigmaB2 };
    const length = fixedLength(point);
    if (length.kind !== "finite") expect.fail("q* is finite");
    expect(Math.abs(length.q / q - 1)).toBeLessThanOrEqual(length.error);
    const { correlation, error } = fixedCorrelation(point, length.q, length.error, chi1);
    // 1 - c of what was printed to 18 digits.
    const lost = 2 ** -53 / (1 - c);
    expect(Math.abs(correlation.away / (1 - c) - 1)).toBeLessThanOrEqual((error * c) / (1 - c) + lost);
  }
  // Of q* too, where it ends in 0 at the edge: σ_w² E[φ²] / q - 1 = 2 (x - q) to first order for erf, with x below.
  const x = 1e-6;
  const length = fixedLength({ activation: "erf", sigmaW2: (Math.PI / 4) * (1 + 2 * x), sigmaB2: 0 });
  if (length.kind !== "finite") expect.fail("q* is finite");
  expect(length.error).toBeGreaterThan(2 ** -53 / x / 4);
  expect(length.error).toBeLessThan(2 ** -45 / x);
});

/** Chaotic points, c* from 1e-7 to 0.9, on both sides of where the way of solving changes. */
const CHAOTIC: readonly [NonlinearityId, number, number][] = [
  ["tanh", 1.7, 1e-9],
  ["tanh", 2.2, 0.01],
  ["tanh", 3, 0.3],
  ["erf", 30, 4],
  ["erf", 300, 4],
  ["elu", 1.7, 1e-9],
  ["selu", 1.7, 1e-9],
  ["softsign", 12, 0.01],
  ["softsign", 30, 4],
  ["hardtanh", 2.2, 0.01],
  ["hardtanh", 3, 0.3],
  ["sine", 3, 0.3],
  ["sine", 300, 4],
  ["sigmoid", 300, 4],
];

it.each(CHAOTIC)("%s, σ_w² %f, σ_b² %f: c* and ξ_c inherit the error of q*, no less and no more", (id, w, b) => {
  const point = { activation: id, sigmaW2: w, sigmaB2: b };
  const { qStar, chi1 } = meanField(point);
  const qError = 1e-6;
  const told = fixedCorrelation(point, qStar!, qError, chi1!);
  const moved = fixedCorrelation(point, qStar! * (1 + qError), 0, chi1!);
  const made = Math.abs(moved.correlation.c / told.correlation.c - 1);
  const madeOfSlope = Math.abs(moved.lnSlope - told.lnSlope);
  // A difference over a step of 1e-3 knows what moves to a hundredth or so.
  expect(Math.abs(told.error - made)).toBeLessThan(0.01 * made + 0.01 * qError);
  expect(Math.abs(told.slopeError - madeOfSlope)).toBeLessThan(0.01 * madeOfSlope + 0.01 * qError);
});

/** 0.7^150 = 6e-24. */
const TERMS = 150;

describe.each(NONLINEARITY_IDS)("%s at random points to σ_w = 6, σ_b = 3", (id) => {
  const random = new NumpyLegacy(21);
  const points = Array.from({ length: 25 }, () => [(6 * random.random()) ** 2, (3 * random.random()) ** 2] as const);
  const moments = momentsOf(id);

  it("has eight digits away from the edge, and solves what other quadratures say", () => {
    let nearOne = 0;
    for (const [w, b] of points) {
      const theory = at(id, w, b);
      const { qStar, chi1, cStar, xiC, error } = theory;
      const where = `σ_w² ${w}, σ_b² ${b}: ${JSON.stringify(theory)}`;
      if (!(Math.abs(chi1! - 1) <= 1e-3)) expect(error, where).toBeLessThan(1e-8);
      if (qStar === null) continue;
      // A residual is 1 - slope times the error of the fixed point; 2^-46 is what the panels round.
      const { square, slopeSquare, growth } = panelSingle(id, qStar);
      const residual = Math.abs(w * square + b - qStar) / qStar;
      expect(residual / (1 - w * growth), where).toBeLessThanOrEqual(error + 2 ** -46 / (1 - w * growth));
      expect(Math.abs((w * slopeSquare) / chi1! - 1), where).toBeLessThanOrEqual(error + 2 ** -46);
      if (chi1! <= 1) {
        expect(cStar, where).toBe(1);
        continue;
      }
      const away = 1 - cStar!;
      const isSeries = cStar! < 0.7;
      if (!isSeries && (nearOne += 1) > 2) continue;
      const series = isSeries ? mehlerPair(mehlerShares(id, qStar, TERMS), cStar!) : null;
      const { gap, slopeProduct } =
        series === null
          ? panelPair(id, qStar, away)
          : { gap: square - series.product, slopeProduct: series.slope / qStar };
      const slope = w * slopeProduct;
      // √(E[φ²] / gap) of the digits are lost in φ(u) - φ(v), and all of it in the series' difference.
      const lost = (2 ** -44 * square) / gap / (1 - slope);
      expect(Math.abs((w * gap) / (qStar * away) - 1) / (1 - slope), where).toBeLessThanOrEqual(error / away + lost);
      expect(Math.abs(-1 / Math.log(slope) / xiC! - 1), where).toBeLessThanOrEqual(
        error + lost / Math.abs(Math.log(slope)),
      );
    }
  });

  it("has eight digits away from the edge however small the bias is", () => {
    const [least, most] = [Math.log(1e-14), Math.log(9)];
    for (let count = 0; count < 40; count += 1) {
      const [w, b] = [(6 * random.random()) ** 2, Math.exp(least + (most - least) * random.random())];
      const theory = at(id, w, b);
      const where = `σ_w² ${w}, σ_b² ${b}: ${JSON.stringify(theory)}`;
      if (Math.abs(theory.chi1! - 1) > 1e-3) expect(theory.error, where).toBeLessThan(1e-8);
    }
  });

  it("has the q* that plain iteration from 1 comes to", () => {
    for (const [w, b] of points.slice(0, 8)) {
      const { qStar } = at(id, w, b);
      let q = 1;
      let last = 0;
      for (let count = 0; count < 3000 && q < 1e30 && Math.abs(q - last) > 1e-13 * q; count += 1) {
        [last, q] = [q, w * moments.single(q).square + b];
      }
      if (qStar === null) expect(q).toBeGreaterThanOrEqual(last);
      // What is left of the way to q* is the last step over 1 - slope.
      else
        expect(Math.abs(q / qStar - 1)).toBeLessThanOrEqual(
          1e-10 + (2 * Math.abs(q - last)) / qStar / (1 - w * moments.single(qStar).growth),
        );
    }
  });

  it("has depth scales that differences of the maps confirm", () => {
    for (const [w, b] of points) {
      const { qStar, cStar, xiQ, xiC } = at(id, w, b);
      if (qStar === null || xiQ === null || xiC === null) continue;
      const map = (q: number): number => w * moments.single(q).square + b;
      // Central differences of step h miss h² times a third derivative, and lose 2^-50 / h to rounding.
      const h = 1e-4;
      const slope = (map(qStar * (1 + h)) - map(qStar * (1 - h))) / (2 * h * qStar);
      expect(Math.abs(Math.exp(-1 / xiQ) - slope)).toBeLessThanOrEqual(1e-6);
      if (cStar! > 0.99) continue;
      const step = (c: number): number => (w * moments.pair(qStar, correlationOf(c)).product + b) / qStar;
      const slopeC = (step(cStar! + h) - step(cStar! - h)) / (2 * h);
      expect(Math.abs(Math.exp(-1 / xiC) - slopeC)).toBeLessThanOrEqual(1e-6);
    }
  });
});

it.each([
  [800, 0.1],
  [1490, 0.1],
  [1600, 0.1],
  [1e4, 1],
  [1e6, 0],
  [1e6, 1e6],
])("sine at σ_w² %f, σ_b² %f: depth scales whose slopes float64 cannot hold", (w, b) => {
  const { xiQ, xiC, error } = at("sine", w, b);
  // e^(-2q) is nothing beside 1: q* = w / 2 + b, and c* = b / q* but for e^(-w / 2), so that q* (1 - c*) = w / 2.
  const scales = [w + 2 * b - Math.log(w), w / 2 - Math.log(w / 2) - Math.log1p(Math.exp(-2 * b))];
  expect(Math.abs(xiQ! * scales[0]! - 1)).toBeLessThanOrEqual(error);
  expect(Math.abs(xiC! * scales[1]! - 1)).toBeLessThanOrEqual(error);
  expect(error).toBeLessThan(1e-8);
});

it("tells how far a depth scale can be known where φ(0) is not 0 and the weights are tiny", () => {
  for (const [id, growth] of [
    ["sigmoid", 1 / 16],
    ["softplus", (1 + Math.LN2) / 4],
  ] as const) {
    for (let w = 1e-4; w > 1e-300; w /= 37) {
      const { xiQ, error } = at(id, w, 0);
      // d E[φ²] / dq is φ′(0)² + φ(0) φ″(0), but for terms of q.
      expect(Math.abs(-xiQ! * Math.log(w * growth) - 1), `${id} ${w}`).toBeLessThanOrEqual(error + w);
    }
  }
});

it("tells no more than is lost near c = 0, where the two exponentials of hard tanh are alike", () => {
  for (const b of [1e-6, 1e-10, 1e-14]) expect(at("hardtanh", 36, b).error).toBeLessThan(1e-12);
});

describe("several fixed points: the one that iteration from 1 comes to", () => {
  // GELU's map with a little bias has a stable fixed point near 0, an unstable one, and q grows for ever beyond.
  it.each([
    [2.2, 0.001],
    [2.3, 0.02],
    [2.4, 0.02],
    [3.5, 0.001],
  ])("GELU, σ_w² %f, σ_b² %f", (w, b) => {
    let q = 1;
    for (let count = 0; count < 20_000 && q < 1e12; count += 1) q = w * momentsOf("gelu").single(q).square + b;
    const { qStar } = at("gelu", w, b);
    if (q >= 1e12) expect(qStar).toBeNull();
    else expect(Math.abs(q / qStar! - 1)).toBeLessThan(1e-9);
  });

  it("sees two that lie close together, just before they meet and vanish", () => {
    const sigmaW2 = 2.01;
    const map = (q: number) => momentsOf("gelu").single(q);
    // They meet where q - σ_w² E[φ²] is greatest.
    let [low, high] = [1, 10];
    for (let count = 0; count < 60; count += 1) {
      const middle = (low + high) / 2;
      if (sigmaW2 * map(middle).growth < 1) low = middle;
      else high = middle;
    }
    const sigmaB2 = low - sigmaW2 * map(low).square;
    for (const closeness of [1e-3, 1e-5, 1e-8]) {
      const { qStar, error } = at("gelu", sigmaW2, sigmaB2 * (1 - closeness));
      expect(qStar).toBeLessThan(low);
      expect(qStar).toBeGreaterThan(low * (1 - 20 * Math.sqrt(closeness)));
      expect(error).toBeGreaterThan(2 ** -53 / Math.sqrt(closeness));
      expect(at("gelu", sigmaW2, sigmaB2 * (1 + closeness)).qStar).toBeNull();
    }
  });
});
