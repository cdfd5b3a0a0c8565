/** ONNX's number for float32 elements, TensorProto.DataType.FLOAT. */
const FLOAT = 1;
/** Versions that every runtime of the last years reads: of the file's form, and of the operators. */
const IR_VERSION = 8;
const OPSET = 13;

type Bytes = readonly number[];

function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** A field that holds a whole number. */
function whole(field: number, value: number): Bytes {
  return [...varint(field * 8), ...varint(value)];
}

/** A field that holds bytes: a text, or a message within a message. */
function nested(field: number, content: Bytes | string): Bytes {
  const bytes = typeof content === "string" ? [...new TextEncoder().encode(content)] : content;
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
}

/** A ValueInfoProto: a float32 matrix with its name. */
function matrix(name: string, rows: number, columns: number): Bytes {
  const shape = [rows, columns].flatMap((size) => nested(1, whole(1, size)));
  return [...nested(1, name), ...nested(2, nested(1, [...whole(1, FLOAT), ...nested(2, shape)]))];
}

/**
 * The ONNX model C = A B : (m, k) · (k, n) → (m, n), as the bytes of a ModelProto; field numbers are those of
 * onnx.proto3. Both matrices are inputs, so that no runtime can fold them.
 */
export function matmulModel(m: number, k: number, n: number): Uint8Array {
  const node = [...nested(1, "A"), ...nested(1, "B"), ...nested(2, "C"), ...nested(4, "MatMul")];
  const inputs = [...nested(11, matrix("A", m, k)), ...nested(11, matrix("B", k, n))];
  const graph = [...nested(1, node), ...nested(2, "product"), ...inputs, ...nested(12, matrix("C", m, n))];
  const opset = [...nested(1, ""), ...whole(2, OPSET)];
  return Uint8Array.from([...whole(1, IR_VERSION), ...nested(7, graph), ...nested(8, opset)]);
}
