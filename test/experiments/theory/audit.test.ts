import { describe, expect, it } from "vitest";
import { auditDefaults } from "../../../src/experiments/theory/audit.ts";
import { auditFix, auditVerdict, timesText } from "../../../src/experiments/theory/auditWords.ts";
import { tellingDigits, tellingText } from "../../../src/experiments/theory/auditDigits.ts";
import type { AuditRow } from "../../../src/experiments/theory/criticalReport.ts";
import { NONLINEARITY_IDS } from "../../../src/model/nonlinearity.ts";

/** A network of so many hidden layers, all as wide. */
function deep(hidden: number, width = 80): number[] {
  return [784, ...Array<number>(hidden).fill(width), 10];
}

const CRITICAL = { sigmaW2: 2, sigmaB2: 0 };

function rowOf(rows: readonly AuditRow[], name: string): AuditRow {
  return rows.find(({ framework, initializer }) => `${framework} ${initializer}`.includes(name))!;
}

describe("the audit", () => {
  it("tells what PyTorch's default does to ReLU: 3.5e-20 over 50 steps", () => {
    const row = rowOf(auditDefaults("relu", deep(51), CRITICAL), "PyTorch");
    expect(row.steps).toBe(50);
    expect(row.sigmaW2).toBeCloseTo(1 / 3, 15);
    expect(row.sigmaB2).toBeCloseTo(1 / 240, 15);
    expect(row.meanField.chi1).toBeCloseTo(1 / 6, 12);
    expect(row.log10Gradient).toBeCloseTo(-25 * Math.log10(6), 10);
    expect(row.phase).toBe("ordered");
    expect(row.verdict).toBe(
      "Ordered, chi1 = 0.1667: 50 steps back multiply the gradient by 3.5 × 10⁻²⁰: it vanishes.",
    );
    expect(row.fix).toBe("Draw weights with variance 2 / fanIn (gain 1.414) and biases 0.");
  });

  it("tells that tanh with gain 5/3 is chaotic, over 49 steps of 50 layers", () => {
    const row = rowOf(auditDefaults("tanh", deep(50), { sigmaW2: 1, sigmaB2: 0 }), "gain 5/3");
    expect(row.sigmaW2).toBeCloseTo(25 / 9, 14);
    expect(row.meanField.chi1!.toFixed(2)).toBe("1.21");
    expect(row.steps).toBe(49);
    expect(row.log10Gradient).toBeCloseTo(24.5 * Math.log10(row.meanField.chi1!), 12);
    expect(row.phase).toBe("chaotic");
    expect(row.verdict).toMatch(/^Chaotic, chi1 = 1\.21: 49 steps back multiply the gradient by 10\d: it explodes\.$/);
    expect(row.fix).toBe("Draw weights with variance 1 / fanIn (gain 1) and biases 0.");
  });

  it("finds He critical for ReLU, and Glorot and LeCun for tanh", () => {
    const relu = auditDefaults("relu", deep(50), CRITICAL);
    for (const name of ["He normal", "Xavier with gain 1.414"]) {
      expect(rowOf(relu, name)).toMatchObject({ phase: "critical", fix: null });
      expect(Math.abs(rowOf(relu, name).log10Gradient!)).toBeLessThan(1e-12);
    }
    const tanh = auditDefaults("tanh", deep(50), CRITICAL);
    for (const name of ["TensorFlow", "JAX", "Orthogonal"]) {
      const row = rowOf(tanh, name);
      expect(row).toMatchObject({ sigmaW2: 1, sigmaB2: 0, log10Gradient: 0, phase: "critical", fix: null });
      expect(row.verdict).toBe(
        "Critical, chi1 = 1: the signal dies and the gradient fades with it, but slower than exponentially.",
      );
    }
  });

  it("calls critical what keeps the gradient within 1 % over the steps: He's 2 for leaky ReLU's 1.9998", () => {
    const leaky = auditDefaults("leaky_relu", deep(50), { sigmaW2: 2 / (1 + 1e-4), sigmaB2: 0 });
    const he = rowOf(leaky, "He normal");
    // chi1 = 1.0001, and 1.0001^24.5 = 1.00245.
    expect(he).toMatchObject({ phase: "critical", fix: null });
    expect(he.meanField.phase).toBe("chaotic");
    expect(he.verdict).toBe("Critical at this depth, chi1 = 1.0001: 49 steps back multiply the gradient by 1.002.");
    expect(rowOf(leaky, "PyTorch").fix).toContain("variance 1.9998 / fanIn");
    // 1.0001^100 = 1.01005 is the other side of 1 %.
    expect(rowOf(auditDefaults("leaky_relu", deep(200), null), "He normal").phase).toBe("critical");
    expect(rowOf(auditDefaults("leaky_relu", deep(202), null), "He normal").phase).toBe("chaotic");
  });

  it("says beside a critical chi1 that q grows for ever", () => {
    const row = rowOf(auditDefaults("softplus", deep(50), null), "He normal");
    expect(row.phase).toBe("critical");
    expect(row.verdict).toMatch(/, but q grows for ever\.$/);
  });

  it("takes the mean of σ_w² by its logarithm where hidden widths differ, of those weights alone", () => {
    const rows = auditDefaults("relu", [3, 10, 40, 20, 2], CRITICAL);
    const glorot = Math.sqrt((20 / 50) * (80 / 60));
    expect(rowOf(rows, "TensorFlow").sigmaW2).toBeCloseTo(glorot, 14);
    expect(rowOf(rows, "Orthogonal").sigmaW2).toBeCloseTo(Math.sqrt(10 / 40), 14);
    expect(rowOf(rows, "PyTorch").sigmaB2).toBeCloseTo((1 / 30 + 1 / 120) / 2, 15);
    expect(rowOf(rows, "He").sigmaW2).toBe(2);
    expect(rowOf(rows, "He").steps).toBe(2);
  });

  it("has no steps without two hidden layers", () => {
    for (const layers of [
      [4, 2],
      [4, 5, 2],
    ]) {
      const row = rowOf(auditDefaults("relu", layers, CRITICAL), "PyTorch");
      expect(row).toMatchObject({ steps: 0, log10Gradient: 0, fix: null });
      expect(row.verdict).toContain("there is no step to multiply the gradient.");
      expect(row.sigmaB2).toBeCloseTo(1 / 12, 15);
    }
  });

  it.each(NONLINEARITY_IDS)("has a sentence for every initializer of %s", (activation) => {
    const rows = auditDefaults(activation, deep(50), CRITICAL);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(new Set(rows.map(({ framework, initializer }) => framework + initializer)).size).toBe(rows.length);
    for (const { verdict, fix } of rows) {
      expect(verdict).toMatch(/^[A-Z].*\.$/);
      expect(verdict).not.toMatch(/NaN|null|undefined|Infinity/);
      if (fix !== null) expect(fix).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe("its words", () => {
  it("write factors with powers of ten, and more digits near 1", () => {
    expect([2, -1.5, -19.455932, 12.9999, -2.9999].map(timesText)).toEqual([
      "100",
      "0.0316",
      "3.5 × 10⁻²⁰",
      "1.0 × 10¹³",
      "0.001",
    ]);
    expect(timesText(Math.log10(1.0002))).toBe("1.0002");
  });

  it("have as many digits as keep a number from looking rounder than it is", () => {
    expect([1.9998000199980002, 2, 1.76095464, 1.0001, 2 + 1e-13, 0.79998].map((value) => tellingText(value))).toEqual([
      "1.9998",
      "2",
      "1.761",
      "1.0001",
      "2",
      "0.79998",
    ]);
    expect(tellingDigits(100.02, 4)).toBe(5);
  });

  it("leave alone what stays within a factor of ten", () => {
    expect(auditFix(0.99, CRITICAL)).toBe(null);
    expect(auditFix(-1.01, { sigmaW2: 1.2345678, sigmaB2: 0.05 })).toBe(
      "Draw weights with variance 1.235 / fanIn (gain 1.111) and biases with variance 0.05.",
    );
    const field = { qStar: 1, chi1: 1.0001, cStar: 0.9, xiC: 1, xiQ: 1, error: 0, reason: null };
    expect(auditVerdict({ ...field, phase: "chaotic" }, 1, 0.1)).toBe(
      "Chaotic, chi1 = 1.0001: a step back multiplies the gradient by 1.26, within a factor of ten.",
    );
    const none = { ...field, chi1: null, phase: "chaotic" as const, reason: "There is no fixed point." };
    expect(auditVerdict(none, 5, null)).toBe("There is no fixed point.");
    expect(auditFix(null, CRITICAL)).toContain("variance 2 / fanIn");
  });
});
