import { bytesOf, numbersOf, type SavedArray, type SavedArrays, savedArrays } from "./savedArrays.ts";
import type { WeightsReport } from "./weights.ts";

/** Bytes of the header's length, and what the header is filled up to a multiple of. */
const LENGTH_BYTES = 8;

interface TensorHeader {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [from: number, to: number];
}

/**
 * W1, b1, W2 ... with weights in (fanIn, fanOut), as `safetensors.numpy.save_file` writes them: the header's length as
 * 64 bits, the header in JSON, and the numbers, one array after the other. Framework, seed and initializer go into the
 * metadata.
 */
export function toSafetensors(report: WeightsReport): Uint8Array {
  const { framework, seed, initializer } = report.config;
  const header: Record<string, unknown> = { __metadata__: { framework, seed: String(seed), initializer } };
  const arrays = Object.entries(savedArrays(report));
  let end = 0;
  for (const [name, { shape, values }] of arrays) {
    const from = end;
    end += values.byteLength;
    header[name] = { dtype: values instanceof Float32Array ? "F32" : "F64", shape, data_offsets: [from, end] };
  }
  const text = JSON.stringify(header);
  // The numbers start at a multiple of 8.
  const length = Math.ceil(text.length / LENGTH_BYTES) * LENGTH_BYTES;
  const out = new Uint8Array(LENGTH_BYTES + length + end);
  new DataView(out.buffer).setBigUint64(0, BigInt(length), true);
  out.set(new TextEncoder().encode(text.padEnd(length)), LENGTH_BYTES);
  let at = LENGTH_BYTES + length;
  for (const [, { values }] of arrays) {
    out.set(bytesOf(values), at);
    at += values.byteLength;
  }
  return out;
}

/** The arrays of a .safetensors file of float32 or float64 numbers. A RangeError of one sentence for what is no such file. */
export function readSafetensors(bytes: Uint8Array): SavedArrays {
  const [header, start] = readHeader(bytes);
  const tensors = Object.entries(header).filter(([name]) => name !== "__metadata__");
  return Object.fromEntries(
    tensors.map(([name, tensor]): [string, SavedArray] => {
      const { dtype, shape, data_offsets: offsets } = tensor as TensorHeader;
      if (dtype !== "F32" && dtype !== "F64") {
        throw new RangeError(`${name} must be F32 or F64 in the .safetensors file; its dtype is ${dtype}.`);
      }
      const data = bytes.subarray(start + offsets[0], start + offsets[1]);
      return [name, { shape, values: numbersOf(data, dtype === "F64", shape, name) }];
    }),
  );
}

function readHeader(bytes: Uint8Array): [header: Record<string, unknown>, start: number] {
  try {
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true));
    const end = LENGTH_BYTES + length;
    if (end > bytes.length) throw new RangeError(`The header ends at ${end}, the file at ${bytes.length}.`);
    return [JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, end))) as Record<string, unknown>, end];
  } catch (error) {
    throw new RangeError("This is no .safetensors file.", { cause: error });
  }
}
