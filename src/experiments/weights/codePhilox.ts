import { lines, numpyPrint, sizesOf } from "./codeLoad.ts";
import { scaleOf } from "./codeInitializers.ts";
import type { WeightsConfig } from "./weightsConfig.ts";

/**
 * TensorFlow's uniform numbers in Python and NumPy alone: op seeds, Philox, floats. Null where the configuration is not
 * one of TensorFlow's uniform initializers.
 */
export function numpyPhiloxCode(config: WeightsConfig): { readonly text: string; readonly note: string } | null {
  const scale = scaleOf(config);
  if (config.framework !== "tensorflow" || scale?.distribution !== "uniform") return null;
  const text = lines(
    "import random",
    "import numpy as np",
    "",
    "def philox(block, key, op_seed):",
    "    (k0, k1), (c0, c1, c2, c3) = (key, 0), (block, 0, op_seed, 0)",
    "    for _ in range(10):",
    "        p0, p2 = c0 * 0xD2511F53, c2 * 0xCD9E8D57",
    "        c0, c1, c2, c3 = (p2 >> 32) ^ c1 ^ k0, p2 % 2**32, (p0 >> 32) ^ c3 ^ k1, p0 % 2**32",
    "        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32",
    "    return c0, c1, c2, c3",
    "",
    `sizes, seed, modulus = ${sizesOf(config)}, ${config.seed}, 2**31 - 1`,
    "op_seeds = random.Random(seed)",
    "weights = []",
    "for fan_in, fan_out in zip(sizes, sizes[1:]):",
    "    key, op_seed = seed % modulus, op_seeds.randint(0, modulus) % modulus",
    "    op_seed = modulus if key == op_seed == 0 else op_seed",
    "    count = fan_in * fan_out",
    "    words = [word for block in range(-(-count // 4)) for word in philox(block, key, op_seed)][:count]",
    "    bits = np.array(words, np.uint32) & 0x7FFFFF | 127 << 23",
    "    u = bits.astype(np.uint32).view(np.float32) - np.float32(1)",
    `    limit = np.float32(np.sqrt(3 * (${scale.square} / ${scale.fan})))`,
    "    W = (u * (limit - -limit) + -limit).reshape(fan_in, fan_out)",
    "    weights.append((W, np.zeros(fan_out, np.float32)))",
    "",
    ...numpyPrint(),
  );
  const note =
    "TensorFlow's recipe itself, without TensorFlow: an op seed from Python, Philox, 23 bits for a float, the limit.";
  return { text, note };
}
