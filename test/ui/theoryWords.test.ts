import { describe, expect, it } from "vitest";
import type { MeanField } from "../../src/model/meanField.ts";
import { meanField } from "../../src/theory/meanField.ts";
import { mapVerdict } from "../../src/ui/theory-map/mapVerdict.ts";

const ORDERED: MeanField = {
  qStar: 0.60704679,
  chi1: 0.93980743,
  cStar: 1,
  xiC: 16.1082,
  xiQ: 5.9,
  error: 1e-12,
  phase: "ordered",
  reason: null,
};
const depth = 50;

describe("the verdict of a point", () => {
  it("says how gradients fade, how soon inputs are alike, and what that does over this depth", () => {
    expect(mapVerdict({ depth }, ORDERED)).toEqual({
      headline:
        "Ordered: gradients shrink to 0.97 of their size a layer, and inputs become alike within about 16 layers.",
      // 0.93980743^(49 / 2), and 6 × 16.1082.
      rest: "χ₁, the factor of their mean square, is 0.9398: over 50 layers, the first gradient is 0.219 times the last. Such networks learn to a depth of about 97 layers.",
    });
  });

  it("says nothing of steps where there is one layer", () => {
    expect(mapVerdict({ depth: 1 }, ORDERED).rest).toBe("Such networks learn to a depth of about 97 layers.");
  });

  it("says that gradients keep their size at the edge of chaos", () => {
    const edge: MeanField = { ...ORDERED, chi1: 1, xiC: null, phase: "critical" };
    expect(mapVerdict({ depth }, edge).headline).toMatch(/^At the edge of chaos: gradients keep their size/);
    expect(mapVerdict({ depth }, edge).rest).toBe("χ₁ = 1. Deep networks can learn here.");
  });

  it.each([
    ["tanh", 1],
    ["identity", 1],
    ["relu", 2],
  ] as const)("says once what becomes of two inputs at %s’s edge of chaos", (activation, sigmaW2) => {
    const field = meanField({ activation, sigmaW2, sigmaB2: 0 });
    const { headline, rest } = mapVerdict({ depth }, field);
    expect(headline).toMatch(/^At the edge of chaos/);
    expect(rest).toBe(`χ₁ = 1. Deep networks can learn here. ${field.reason}`);
  });

  it("says that inputs part where the phase is chaotic, but not where they end alike", () => {
    const chaotic: MeanField = { ...ORDERED, chi1: 1.21, cStar: 0.4, xiC: 3.2, phase: "chaotic" };
    expect(mapVerdict({ depth }, chaotic).headline).toBe(
      "Chaotic: gradients grow 1.1-fold a layer, and like inputs part within about 3 layers.",
    );
    expect(mapVerdict({ depth }, chaotic).rest).toMatch(/ Such networks learn to a depth of about 19 layers\.$/);
    expect(mapVerdict({ depth }, { ...chaotic, cStar: 1 }).headline).toBe("Chaotic: gradients grow 1.1-fold a layer.");
  });

  it("tells a factor near 1 from 1", () => {
    const near: MeanField = { ...ORDERED, chi1: 0.999, xiC: 1000 };
    expect(mapVerdict({ depth }, near).headline).toMatch(/shrink to 0\.9995 of their size a layer/);
    expect(mapVerdict({ depth }, { ...near, chi1: 1.002, phase: "chaotic" }).headline).toMatch(/grow 1\.001-fold/);
  });

  it("says that a point is close to the edge where this depth cannot tell, and never that χ₁ is 1 beside a phase", () => {
    // tanh at σ_w² = 1.7609, σ_b² = 0.05.
    const near: MeanField = { ...ORDERED, chi1: 0.99998836, xiC: 8.6e4 };
    expect(mapVerdict({ depth }, near)).toEqual({
      headline: "Just ordered: so close to the edge of chaos that over 50 layers gradients keep their size.",
      rest: "χ₁ = 0.99999. Deep networks can learn here.",
    });
    const chaotic = mapVerdict({ depth }, { ...near, chi1: 1.00002, phase: "chaotic" });
    expect([chaotic.headline, chaotic.rest]).toEqual([
      "Just chaotic: so close to the edge of chaos that over 50 layers gradients keep their size.",
      "χ₁ = 1.00002. Deep networks can learn here.",
    ]);
    // A percent over this depth: 0.9996^(49 / 2) = 0.9902, 0.9995^(49 / 2) = 0.9878.
    expect(mapVerdict({ depth }, { ...near, chi1: 0.9996 }).headline).toMatch(/^Just ordered/);
    expect(mapVerdict({ depth }, { ...near, chi1: 0.9995 }).headline).toMatch(/^Ordered/);
    // Few layers keep nearly all of any gradient: they tell nothing of the edge.
    expect(mapVerdict({ depth: 2 }, { ...near, chi1: 0.99 }).headline).toMatch(/^Ordered/);
  });

  it("says that there is no fixed point, and why", () => {
    const none: MeanField = {
      ...ORDERED,
      qStar: null,
      chi1: 1.5,
      xiC: null,
      xiQ: null,
      phase: "chaotic",
      reason: "It grows.",
    };
    expect(mapVerdict({ depth }, none)).toEqual({
      headline: "No fixed point: signals grow without end, and gradients grow 1.22-fold a layer.",
      rest: "χ₁, the factor of their mean square, is 1.5: over 50 layers, the first gradient is 2.06 × 10⁴ times the last. It grows.",
    });
  });

  it("says that the signal dies where its fixed point is 0, and that nothing passes where nothing does", () => {
    const dead: MeanField = { ...ORDERED, qStar: 0, chi1: 0.5, xiC: null };
    expect(mapVerdict({ depth }, dead).headline).toBe(
      "Ordered: the signal dies out, and gradients shrink to 0.71 of their size a layer.",
    );
    expect(mapVerdict({ depth }, { ...dead, chi1: 0 }).headline).toBe(
      "Ordered: the signal dies out, and no gradient passes.",
    );
  });
});
