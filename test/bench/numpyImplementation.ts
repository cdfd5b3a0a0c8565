import type { Implementation, PreparedWork, WorkResult } from "../../src/bench/implementation.ts";
import { NumpyProcess } from "./numpyProcess.ts";
import program from "./numpyWork.py?raw";

function base64(values: Float32Array | Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("base64");
}

/** What the program answers to one job. */
async function ask<Answer>(numpy: NumpyProcess, job: object): Promise<Answer> {
  return JSON.parse(await numpy.ask(JSON.stringify(job))) as Answer;
}

async function prepared(
  numpy: NumpyProcess,
  job: object,
  decode: (bytes: ArrayBuffer) => WorkResult,
): Promise<PreparedWork> {
  await ask(numpy, { verb: "load", ...job });
  return {
    run: async (times) => (await ask<{ ms: number }>(numpy, { verb: "run", times })).ms,
    async result() {
      const { values } = await ask<{ values: string }>(numpy, { verb: "result" });
      return decode(Uint8Array.from(Buffer.from(values, "base64")).buffer);
    },
    dispose: () => undefined,
  };
}

/** numpy on one thread, in a process of its own and by its own clock: the notebook's loops, and its product. */
export const numpyImplementation: Implementation = {
  name: "numpy",
  async open() {
    const numpy = await NumpyProcess.open(program);
    if (numpy === null) throw new Error("Not measured: there is no python3 with numpy here.");
    return {
      version: `numpy ${numpy.version}, one thread`,
      matmul: ({ m, k, n }, { a, b }) =>
        prepared(numpy, { m, k, n, a: base64(a), b: base64(b) }, (bytes) => new Float32Array(bytes)),
      signal: (_work, { sizes, weightStd, unitWeights, inputs, gradientInputs }) => {
        const arrays = { inputs: base64(inputs), gradientInputs: base64(gradientInputs) };
        const job = { sizes, weightStd, unitWeights: unitWeights.map(base64), ...arrays };
        return prepared(numpy, job, (bytes) => new Float64Array(bytes).map(Math.log10));
      },
      close: () => numpy.close(),
    };
  },
};
