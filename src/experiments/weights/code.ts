import type { Framework } from "../../model/initializer.ts";
import { drawingCode } from "./codeDraw.ts";
import { loadingCode } from "./codeLoad.ts";
import { drawingNote, loadingNote } from "./codeNotes.ts";
import { numpyPhiloxCode } from "./codePhilox.ts";
import type { WeightsConfig } from "./weightsConfig.ts";

/** Code to copy, and what to know of it. */
export interface CodeSample {
  /** As people call it. */
  readonly framework: string;
  /** The release it was run on. */
  readonly version: string;
  /** Python. */
  readonly text: string;
  readonly note: string;
}

type Target = "numpy" | "tensorflow" | "keras3" | "pytorch" | "jax";

const TARGETS: Readonly<Record<Target, readonly [title: string, version: string]>> = {
  numpy: ["NumPy", "2.4"],
  tensorflow: ["TensorFlow", "2.21"],
  keras3: ["Keras", "3.15"],
  pytorch: ["PyTorch", "2.13"],
  jax: ["JAX", "0.10"],
};

/**
 * Code that makes a configuration's very numbers on each framework of today: on its own framework by drawing them, on
 * the others by loading `weights.npz` or `weights.safetensors` into dense layers. The own framework comes first.
 */
export function codeFor(config: WeightsConfig): readonly CodeSample[] {
  const own = ownTarget(config.framework);
  const others = (Object.keys(TARGETS) as Target[]).filter((target) => target !== own);
  return [own, ...others].map((target) => {
    const [framework, version] = TARGETS[target];
    if (target === own) return { framework, version, text: drawingCode(config), note: drawingNote(config) };
    const drawn = target === "numpy" ? numpyPhiloxCode(config) : null;
    if (drawn !== null) return { framework, version, ...drawn };
    return { framework, version, text: loadingCode(target, config), note: loadingNote(target, config) };
  });
}

function ownTarget(framework: Framework): Target {
  return framework === "numpy_default_rng" ? "numpy" : framework;
}
