import { afterAll, beforeAll, describe, expect, test } from "vitest";
import normalsCode from "../../shaders/ensembleNormals.wgsl";
import philoxCode from "../../shaders/philox.wgsl";
import { BufferPool, whole } from "../../src/gpu/bufferPool.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import type { KernelSpec } from "../../src/gpu/kernel.ts";
import { Plan } from "../../src/gpu/plan.ts";
import { UniformStruct } from "../../src/gpu/uniforms.ts";
import { weightScale } from "../../src/gpu/weightStore.ts";
import { BIAS_STREAM, GRADIENT_STREAM } from "../../src/model/ensemble.ts";
import { drawNow } from "../../src/random/drawing.ts";
import { ensembleWords } from "../../src/random/ensembleWords.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { philoxNormal } from "../../src/random/tensorflowKernels.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

let context: GpuContext;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
});
afterAll(() => context.destroy());

const params = new UniformStruct({ key: "u32", word_2: "u32", word_3: "u32" } as const);

const BINDINGS = `
struct Params { key: u32, word_2: u32, word_3: u32 }
@group(0) @binding(0) var<uniform> params: Params;`;

/** Words of blocks whose numbers are given. */
const words: KernelSpec<typeof params.fields> = {
  label: "test words",
  code: `${philoxCode}${BINDINGS}
@group(0) @binding(1) var<storage, read> blocks: array<u32>;
@group(0) @binding(2) var<storage, read_write> result: array<vec4u>;
@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) id: vec3u) {
  result[id.x] = words_of(stream_of(params.key, params.word_2, params.word_3), blocks[id.x]);
}`,
  params,
  bindings: ["read", "readWrite"],
};

/** Normals of four words each. */
const normals: KernelSpec<typeof params.fields> = {
  label: "test normals",
  code: `${normalsCode}${BINDINGS}
@group(0) @binding(1) var<storage, read> given: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> result: array<vec4f>;
@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) id: vec3u) {
  let own = given[id.x] + vec4u(params.key);
  result[id.x] = spread(radii_of(own.xz), own.yw);
}`,
  params,
  bindings: ["read", "readWrite"],
};

/** Runs a kernel with one workgroup for each `given` / `each` numbers, and reads four words a workgroup. */
async function run(
  spec: typeof words,
  values: { key: number; word_2: number; word_3: number },
  given: Uint32Array<ArrayBuffer>,
  each: number,
  software: boolean,
): Promise<ArrayBuffer> {
  const pool = new BufferPool(context.device);
  const count = given.length / each;
  const kernel = await context.kernel(spec, spec === words ? { SOFTWARE: software ? 1 : 0 } : {});
  const input = pool.storage("given", given.byteLength);
  context.device.queue.writeBuffer(input, 0, given);
  const result = { ...whole(pool.storage("result", 16 * count)), size: 16 * count };
  const dispatch = {
    kernel,
    params: () => values,
    buffers: [whole(input), result],
    workgroups: [count, 1] as const,
    flop: 1,
  };
  const plan = new Plan(context, [dispatch], [result], [], Infinity);
  try {
    return await plan.run({ weight: () => weightScale(1), biasExponent: () => 0 });
  } finally {
    plan.destroy();
    pool.destroy();
  }
}

function randomWords(count: number, seed: number): Uint32Array<ArrayBuffer> {
  const stream = new NumpyLegacy(seed);
  return Uint32Array.from({ length: count }, () => Math.floor(stream.random() * 2 ** 32));
}

const BLOCKS = Uint32Array.from([
  0,
  1,
  2,
  0xffff,
  0x10000,
  0x7fffffff,
  0x80000000,
  0xffffffff,
  ...randomWords(2000, 1),
]);

describe.each([true, false])("Philox on the GPU, with the arithmetic of software adapters: %s", (software) => {
  test.each([
    [0, 1, 0],
    [1, 200, 999_999],
    [0xffffffff, BIAS_STREAM + 7, 0xffffffff],
    [0x9e3779b9, GRADIENT_STREAM, 0x80000000],
  ])("gives the words of src/random: seed %i, stream %i, network %i", async (key, word2, word3) => {
    const bytes = await run(words, { key, word_2: word2, word_3: word3 }, BLOCKS, 1, software);
    const philox = ensembleWords(key, word2, word3);
    const expected = [...BLOCKS].flatMap((block) => {
      philox.block(block);
      return [...philox.words];
    });
    expect([...new Int32Array(bytes)]).toEqual(expected);
  });
});

/**
 * Roundings of 2^-24 each, relative to the number: 4 in -2 ln u, which the root halves; 9 of the root itself, as WGSL
 * allows it 2 + 2.5 units in the last place; 3 in the sine or cosine of a reduced angle that is exact; 1 in the product.
 */
const NORMAL_ERROR = 15 * 2 ** -24;

describe("normals on the GPU", () => {
  const ends = [0, 1, 2, 0x7fffff, 0x7ffffe, 0x3fffff, 0x400000, 0x5a8279, 0x5a827a, 0x100000, 0x2fffff, 0xffffffff];
  const given = Uint32Array.from([
    ...ends.flatMap((radius) => ends.flatMap((angle) => [radius, angle, angle, radius])),
    ...randomWords(40_000, 2),
  ]);

  test("lie within 15 · 2^-24 of float64's, each relative to itself, at every end of every range", async () => {
    const ours = new Float32Array(await run(normals, { key: 0, word_2: 0, word_3: 0 }, given, 4, true));
    let worst = 0;
    for (let index = 0; index < given.length; index += 2) {
      const [radius, angle] = [given[index]! & 0x7fffff, given[index + 1]! & 0x7fffff];
      const r = Math.sqrt(-2 * Math.log(Math.max(radius / 2 ** 23, Math.fround(1e-7))));
      // Whole quarters are exact zeros; float64's sine of 2π u′ is off by the rounding of π there.
      const quarters = angle % 2 ** 21 === 0 ? angle / 2 ** 21 : null;
      const theta = (2 * Math.PI * angle) / 2 ** 23;
      const sine = quarters === null ? Math.sin(theta) : [0, 1, 0, -1][quarters]!;
      const cosine = quarters === null ? Math.cos(theta) : [1, 0, -1, 0][quarters]!;
      for (const [value, expected] of [
        [ours[index]!, r * sine],
        [ours[index + 1]!, r * cosine],
      ] as const) {
        const error = expected === 0 ? Math.abs(value) : Math.abs(value / expected - 1);
        if (!(error <= worst)) worst = error;
      }
    }
    expect(worst).toBeLessThan(NORMAL_ERROR);
  });

  test("are those that TensorFlow draws, but for the last digits", async () => {
    const count = 4000;
    const philox = ensembleWords(3, 5, 7);
    const blocks = Uint32Array.from({ length: count }, (_, block) => {
      philox.block(block >> 2);
      return philox.words[block & 3]!;
    });
    const ours = new Float32Array(await run(normals, { key: 0, word_2: 0, word_3: 0 }, blocks, 4, true));
    const theirs = drawNow(philoxNormal(ensembleWords(3, 5, 7), count));
    for (const [index, value] of theirs.entries()) {
      // TensorFlow rounds its angle to float32, which moves it by 2^-22 at most, on a radius of at most 5.7.
      const bound = 5.7 * 2 ** -22 + (NORMAL_ERROR + 4 * 2 ** -24) * Math.abs(value);
      expect(Math.abs(ours[index]! - value)).toBeLessThanOrEqual(bound);
    }
  });
});
