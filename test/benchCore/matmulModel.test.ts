import { expect, it } from "vitest";
import { matmulModel } from "../../src/peers/matmulModel.ts";

/** Fields of a protobuf message: whole numbers, and bytes as they stand. */
function fields(bytes: Uint8Array): [field: number, value: number | Uint8Array][] {
  const found: [number, number | Uint8Array][] = [];
  let at = 0;
  const varint = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = bytes[at]!;
      at += 1;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const value = varint();
    if (key % 8 === 0) found.push([key >> 3, value]);
    else {
      expect(key % 8).toBe(2);
      found.push([key >> 3, bytes.subarray(at, at + value)]);
      at += value;
    }
  }
  expect(at).toBe(bytes.length);
  return found;
}

function only(message: Uint8Array, field: number): Uint8Array {
  const [value] = all(message, field);
  return value as Uint8Array;
}

function all(message: Uint8Array, field: number): (number | Uint8Array)[] {
  return fields(message).flatMap(([number, value]) => (number === field ? [value] : []));
}

const text = (value: number | Uint8Array): string => new TextDecoder().decode(value as Uint8Array);

/** Name and sides of a ValueInfoProto of float32. */
function matrix(info: Uint8Array): [name: string, ...shape: number[]] {
  const tensor = only(only(info, 2), 1);
  expect(all(tensor, 1)).toEqual([1]);
  const shape = all(only(tensor, 2), 1).map((dimension) => all(dimension as Uint8Array, 1)[0] as number);
  return [text(all(info, 1)[0]!), ...shape];
}

it("is a model of one MatMul, whose sides take one byte or more", () => {
  const model = matmulModel(80, 300, 70_000);
  expect(all(model, 1)).toEqual([8]);
  expect(fields(only(model, 8))).toEqual([
    [1, new Uint8Array(0)],
    [2, 13],
  ]);
  const graph = only(model, 7);
  const node = only(graph, 1);
  expect(all(node, 1).map(text)).toEqual(["A", "B"]);
  expect(all(node, 2).map(text)).toEqual(["C"]);
  expect(all(node, 4).map(text)).toEqual(["MatMul"]);
  expect(all(graph, 11).map((info) => matrix(info as Uint8Array))).toEqual([
    ["A", 80, 300],
    ["B", 300, 70_000],
  ]);
  expect(matrix(only(graph, 12))).toEqual(["C", 80, 70_000]);
});
