import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { transposed } from "../initializers/fans.ts";
import { bytesOf, numbersOf, type SavedArray, type SavedArrays, savedArrays } from "./savedArrays.ts";
import type { WeightsReport } from "./weights.ts";

/** \x93NUMPY, and the format's version 1.0. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** Bytes before the header's text: the magic and the text's length. */
const PREFIX = MAGIC.length + 2;
const ALIGNMENT = 64;
/** The day with which zip's calendar starts, as NumPy writes it: the same weights make the same file. */
const DATE = new Date(1980, 0, 1);

/** What `np.savez("weights.npz", W1=…, b1=…, …)` writes: W1, b1, W2 ... with weights in (fanIn, fanOut). */
export function toNpz(report: WeightsReport): Uint8Array {
  const files = Object.entries(savedArrays(report)).map(([name, array]) => [`${name}.npy`, toNpy(array)]);
  return zipSync(Object.fromEntries(files) as Zippable, { level: 0, mtime: DATE });
}

/**
 * The arrays of an .npz file, compressed or not, of float32 or float64 numbers. A RangeError of one sentence for what is
 * no such file.
 */
export function readNpz(bytes: Uint8Array): SavedArrays {
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw new RangeError("This is no .npz file: NumPy's np.savez writes one.", { cause: error });
  }
  const arrays = Object.entries(files).filter(([name]) => name.endsWith(".npy"));
  if (arrays.length === 0) throw new RangeError("This .npz file holds no arrays: NumPy's np.savez writes them.");
  return Object.fromEntries(
    arrays.map(([path, file]) => {
      const name = path.slice(0, -".npy".length);
      return [name, readNpy(file, name)];
    }),
  );
}

/** NumPy's .npy format, version 1.0: the magic, the length of a Python dictionary, the dictionary, the numbers. */
function toNpy({ shape, values }: SavedArray): Uint8Array {
  const descr = values instanceof Float32Array ? "<f4" : "<f8";
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((PREFIX + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT - PREFIX;
  const header = strToU8(`${dictionary.padEnd(length - 1)}\n`);
  const out = new Uint8Array(PREFIX + length + values.byteLength);
  out.set([...MAGIC, length & 0xff, length >> 8]);
  out.set(header, PREFIX);
  out.set(bytesOf(values), PREFIX + length);
  return out;
}

function readNpy(file: Uint8Array, name: string): SavedArray {
  if (MAGIC.slice(0, 6).some((byte, index) => file[index] !== byte)) {
    throw new RangeError(`${name} in the .npz file is no NumPy array.`);
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // From version 2 on the text's length has four bytes.
  const start = file[6]! >= 2 ? 12 : 10;
  const end = start + (file[6]! >= 2 ? view.getUint32(8, true) : view.getUint16(8, true));
  const text = new TextDecoder().decode(file.subarray(start, end));
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1]?.match(/\d+/g)?.map(Number) ?? [];
  if (descr !== "<f4" && descr !== "<f8") {
    throw new RangeError(`${name} must be float32 or float64 in the .npz file; its dtype is ${descr ?? "unknown"}.`);
  }
  const values = numbersOf(file.subarray(end), descr === "<f8", shape, name);
  const byColumns = /'fortran_order':\s*True/.test(text) && shape.length === 2;
  return { shape, values: byColumns ? transposed(values, [shape[1]!, shape[0]!]) : values };
}
