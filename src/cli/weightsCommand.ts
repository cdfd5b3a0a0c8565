import { FRAMEWORK_TITLES } from "../experiments/initializers/initializerSupport.ts";
import { formatLayer } from "../experiments/weights/numpyFormat.ts";
import { drawWeights, type WeightsReport } from "../experiments/weights/weights.ts";
import { DEFAULT_WEIGHTS_CONFIG, readWeightsConfig, WEIGHTS_FIELDS } from "../experiments/weights/weightsConfig.ts";
import { describeFlags, type Flag, HELP_FLAG, JSON_FLAG, readFlags } from "./flags.ts";
import { jsonArray } from "./jsonNumbers.ts";
import { type CommandResult, EXIT } from "./machine.ts";

const FLAGS: readonly Flag[] = [
  ...WEIGHTS_FIELDS.map(({ key, name, help, allowed }) => {
    const value = DEFAULT_WEIGHTS_CONFIG[key];
    return { name, help, allowed, ...(value === undefined ? {} : { fallback: String(value) }) };
  }),
  JSON_FLAG,
  HELP_FLAG,
];

const HELP = `initscope weights: the very weights that a framework draws from a seed

Draws the weights and biases of a chain of dense layers, number for number as the framework would. The defaults
are the thread's model: 2 inputs, Dense(3), Dense(1), tf.random.set_seed(1234), up to TensorFlow 2.9. The other
names of an initializer (xavier_uniform, kaiming_normal, trunc_normal, random_normal, eye ...) are understood.

${describeFlags(FLAGS)}

What --gain, --mode, --stddev and --value are where they are absent is the framework's own. JSON is
{"layers": [{"name", "weight": {"shape", "values"}, "bias": {"shape", "values"}}]}, values nested as the framework
keeps them: (in, out) in tensorflow, keras3 and jax, (out, in) in pytorch and the NumPy ones. Each decimal is the
shortest that reads back to the same bits, of float32 where the framework is float32. Without --json the arrays
are printed as NumPy prints them. Ends with 0, or 2 for wrong input: then nothing is drawn.
`;

/** What the command's JSON holds, in pieces. */
function* toJson({ layers }: WeightsReport): Generator<string> {
  for (const [index, { name, weight, bias }] of layers.entries()) {
    yield `${index > 0 ? "," : '{"layers":['}{"name":${JSON.stringify(name)}`;
    for (const [key, array] of Object.entries({ weight, bias })) {
      yield `,"${key}":{"shape":${JSON.stringify(array.shape)},"values":`;
      yield* jsonArray(array);
      yield "}";
    }
    yield "}";
  }
  yield "]}\n";
}

function* toText({ config, layers }: WeightsReport): Generator<string> {
  const { framework, initializer, seed } = config;
  const precision = layers[0]!.weight.values instanceof Float32Array ? "float32" : "float64";
  yield `${FRAMEWORK_TITLES[framework]} (${framework}), ${initializer}, seed ${seed}, ${precision}\n\n`;
  for (const [index, layer] of layers.entries()) yield `${formatLayer(index + 1, layer)}\n`;
}

/** Reads the flags, draws, and prints the numbers. */
export async function weightsCommand(words: readonly string[]): Promise<CommandResult> {
  const given = readFlags(words, FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const report = await drawWeights(readWeightsConfig(given));
  return { exitCode: EXIT.done, stdout: names.includes("json") ? toJson(report) : toText(report), stderr: "" };
}
