import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { roundedExp, roundedLog } from "../../src/random/exactExponential.ts";
import { ziggurat } from "../../src/random/ziggurat.ts";

/** SHA-256 of 256 entries of 8 bytes, lowest byte first. */
function digest(entries: Float64Array | BigUint64Array): string {
  return createHash("sha256").update(new Uint8Array(entries.buffer)).digest("hex");
}

describe("ziggurat", () => {
  it("computes NumPy's tables, bit for bit", () => {
    // Digests of ki_double, wi_double and fi_double in the libnpyrandom.a that ships with NumPy 2.4.6.
    const { inside, scale, density } = ziggurat();
    expect(digest(BigUint64Array.from(inside, BigInt))).toBe(
      "565295797825931547a1036f5b012a247be54abbe077c39fe06c8ed1e9d0a5a9",
    );
    expect(digest(scale)).toBe("33c6472209e1d09ea3548f0291e5e1ad67fb4f1d0305e9f1086689584b7bb7fa");
    expect(digest(density)).toBe("acd898d9d87e212f657755ba43b21e40958090a7ff2103c9e79f4ea1b0fe2bc5");
  });
});

describe("roundedExp and roundedLog", () => {
  it("give the nearest double", () => {
    // Python 3.11.7, decimal with 50 digits: float(Decimal(x).exp()), float(Decimal(x).ln()).
    expect(roundedExp(1)).toBe(Math.E);
    expect(roundedExp(-6.67641665)).toBe(0.0012602859365430457);
    expect(roundedExp(0)).toBe(1);
    expect(roundedLog(2)).toBe(Math.LN2);
    expect(roundedLog(0.0012602859304985978)).toBe(-6.676416654796093);
    expect(roundedLog(1)).toBe(0);
  });
});
