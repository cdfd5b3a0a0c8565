import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readNpz, toNpz } from "../../../src/experiments/weights/npz.ts";
import { readSafetensors, toSafetensors } from "../../../src/experiments/weights/safetensors.ts";
import { drawWeights } from "../../../src/experiments/weights/weights.ts";
import { DEFAULT_WEIGHTS_CONFIG, type WeightsConfig } from "../../../src/experiments/weights/weightsConfig.ts";
import type { SavedArrays } from "../../../src/experiments/weights/savedArrays.ts";

const report = (options: Partial<WeightsConfig> = {}) => drawWeights({ ...DEFAULT_WEIGHTS_CONFIG, ...options });

const FORMATS = [
  ["npz", toNpz, readNpz],
  ["safetensors", toSafetensors, readSafetensors],
] as const;

/** A view that starts in the middle of other bytes. */
function moved(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length + 3);
  out.set(bytes, 3);
  return out.subarray(3);
}

describe.each(FORMATS)("%s", (_, write, read) => {
  it("gives back every bit of float32 weights, wherever the bytes lie", async () => {
    const drawn = await report();
    const [first, second] = drawn.layers;
    const expected: SavedArrays = {
      W1: { shape: [2, 3], values: first!.weight.values },
      b1: { shape: [3], values: first!.bias.values },
      W2: { shape: [3, 1], values: second!.weight.values },
      b2: { shape: [1], values: second!.bias.values },
    };
    expect(read(write(drawn))).toEqual(expected);
    expect(read(moved(write(drawn)))).toEqual(expected);
    expect(Object.keys(read(write(drawn)))).toEqual(["W1", "b1", "W2", "b2"]);
  });

  it("writes (out, in) weights as (in, out)", async () => {
    const drawn = await report({ framework: "pytorch", initializer: "default", layers: [2, 3] });
    const { shape, values } = read(write(drawn))["W1"]!;
    const own = drawn.layers[0]!.weight.values;
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual([0, 2, 4, 1, 3, 5].map((index) => own[index]));
  });

  it("keeps NumPy's float64, square weights and eleven layers", async () => {
    const drawn = await report({
      framework: "numpy",
      initializer: "default",
      layers: Array.from({ length: 12 }, () => 2),
    });
    const saved = read(write(drawn));
    expect(Object.keys(saved).slice(-2)).toEqual(["W11", "b11"]);
    const own = drawn.layers[10]!.weight.values;
    expect(saved["W11"]!.values).toEqual(Float64Array.of(own[0]!, own[2]!, own[1]!, own[3]!));
  });

  it("makes the same file of the same weights", async () => {
    expect(write(await report())).toEqual(write(await report()));
  });
});

describe("readNpz", () => {
  const npy = (header: string, numbers: Uint8Array) =>
    new Uint8Array([0x93, ...strToU8("NUMPY"), 1, 0, header.length, 0, ...strToU8(header), ...numbers]);

  it("reads what np.savez_compressed and Fortran order make", () => {
    const numbers = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer);
    const file = npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n", numbers);
    const saved = readNpz(zipSync({ "W1.npy": file }, { level: 9 }));
    expect(saved["W1"]).toEqual({ shape: [2, 3], values: Float32Array.of(1, 3, 5, 2, 4, 6) });
  });

  it("refuses other files, types and lengths in a sentence", () => {
    const file = (header: string) => zipSync({ "W1.npy": npy(header, new Uint8Array(8)) });
    expect(() => readNpz(strToU8("no zip"))).toThrow("This is no .npz file: NumPy's np.savez writes one.");
    expect(() => readNpz(zipSync({ "a.txt": strToU8("a") }))).toThrow("This .npz file holds no arrays");
    expect(() => readNpz(zipSync({ "W1.npy": strToU8("a") }))).toThrow("W1 in the .npz file is no NumPy array.");
    expect(() => readNpz(file("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }\n"))).toThrow(
      "W1 must be float32 or float64 in the .npz file; its dtype is <i8.",
    );
    expect(() => readNpz(file("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }\n"))).toThrow(
      "W1 has the shape (3), but 8 bytes: the file is damaged.",
    );
  });
});

describe("readSafetensors", () => {
  it("refuses other files and types in a sentence", async () => {
    for (const bytes of [new Uint8Array(), strToU8("no"), new Uint8Array(64).fill(255), new Uint8Array(16)]) {
      expect(() => readSafetensors(bytes)).toThrow("This is no .safetensors file.");
    }
    const text = new TextDecoder("latin1").decode(toSafetensors(await report())).replace('"F32"', '"I32"');
    expect(() => readSafetensors(strToU8(text, true))).toThrow(
      "W1 must be F32 or F64 in the .safetensors file; its dtype is I32.",
    );
  });

  it("says in its metadata where the numbers come from", async () => {
    const bytes = toSafetensors(await report());
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, unknown>;
    expect(header["__metadata__"]).toEqual({ framework: "tensorflow", seed: "1234", initializer: "glorot_uniform" });
    expect(header["W2"]).toEqual({ dtype: "F32", shape: [3, 1], data_offsets: [36, 48] });
  });
});
