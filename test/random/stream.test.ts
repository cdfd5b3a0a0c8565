import { describe, expect, it } from "vitest";
import { FRAMEWORKS } from "../../src/model/initializer.ts";
import { drawNow, drawPaced } from "../../src/random/drawing.ts";
import { openLayerStreams, openStream } from "../../src/random/stream.ts";

describe.each(FRAMEWORKS)("openStream(%s)", (framework) => {
  const float32 = !framework.startsWith("numpy");
  const open = () => openStream(framework, 42);

  it("gives numbers of the framework's precision, as many as asked for", () => {
    for (const count of [0, 1, 15, 16, 17, 100]) {
      for (const values of [drawNow(open().uniform(count)), drawNow(open().normal(count))]) {
        expect(values).toBeInstanceOf(float32 ? Float32Array : Float64Array);
        expect(values).toHaveLength(count);
      }
    }
    for (const count of [-1, 0.5, NaN]) {
      expect(() => drawNow(open().uniform(count))).toThrow(RangeError);
      expect(() => drawNow(open().normal(count))).toThrow(RangeError);
    }
  });

  it("gives the same numbers from the same seed, and others from another", () => {
    const first = drawNow(open().normal(50));
    expect([...drawNow(open().normal(50))]).toEqual([...first]);
    expect([...drawNow(openStream(framework, 43).normal(50))]).not.toEqual([...first]);
    expect([...drawNow(openStream(framework, 42n).normal(50))]).toEqual([...first]);
  });

  it("draws in pieces what it draws at once, and can be told to stop", async () => {
    const count = 300_000;
    const fractions: number[] = [];
    const paced = await drawPaced(open().normal(count), count, { onProgress: (fraction) => fractions.push(fraction) });
    const once = drawNow(open().normal(count));
    expect(paced.every((value, index) => value === once[index])).toBe(true);
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));

    const aborted = AbortSignal.abort(new Error("enough"));
    await expect(drawPaced(open().uniform(count), count, { signal: aborted })).rejects.toThrow("enough");
  });

  it("has moments of N(0, 1), and of the uniform distribution on [0, 1)", () => {
    const count = 100_000;
    const moments = (values: ArrayLike<number>) => {
      let [sum, squares] = [0, 0];
      for (let index = 0; index < count; index += 1) {
        sum += values[index]!;
        squares += values[index]! ** 2;
      }
      return [sum / count, squares / count] as const;
    };
    // Five standard errors: 1 / sqrt(n) of the mean, sqrt(2 / n) of the mean square; 1/12 and 4/45 for the uniform.
    const [mean, square] = moments(drawNow(open().normal(count)));
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    const [centre, second] = moments(drawNow(open().uniform(count)));
    expect(Math.abs(centre - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(second - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / count));
  });

  it("refuses a seed that is no whole number", () => {
    for (const seed of [0.5, NaN, Infinity]) expect(() => openStream(framework, seed)).toThrow(RangeError);
  });
});

describe("openStream", () => {
  it("has no truncated normal numbers of NumPy", () => {
    for (const framework of ["numpy", "numpy_default_rng"] as const) {
      expect(() => openStream(framework, 0).truncatedNormal(3)).toThrow("NumPy draws no truncated normal numbers");
    }
  });

  it("refuses seeds that NumPy's legacy generator does not take", () => {
    for (const seed of [-1, 2 ** 32, 2n ** 32n]) {
      expect(() => openStream("numpy", seed)).toThrow(
        `NumPy's legacy generator takes a whole number from 0 to 4294967295 as its seed; it is ${seed}.`,
      );
    }
  });
});

describe("openLayerStreams", () => {
  it("goes on with one stream, or splits JAX's key", () => {
    const [first, second] = openLayerStreams("pytorch", 1, 2);
    expect(first).toBe(second);
    const keys = openLayerStreams("jax", 1, 2);
    expect([...drawNow(keys[0]!.uniform(4))]).not.toEqual([...drawNow(keys[1]!.uniform(4))]);
    expect([...drawNow(keys[1]!.uniform(4))]).not.toEqual([...drawNow(openStream("jax", 1).uniform(4))]);
  });
});
