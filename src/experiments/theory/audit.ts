import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { meanField } from "../../theory/meanField.ts";
import type { Fans } from "../initializers/fans.ts";
import { GAIN_NONLINEARITIES, recommendedGain } from "../initializers/gain.ts";
import { type CriticalStart, auditFix, auditVerdict, phaseHere } from "./auditWords.ts";
import type { AuditRow } from "./criticalReport.ts";

/** A dense layer's start: fanIn times the variance of a weight, and the variance of a bias. */
interface LayerStart {
  readonly framework: string;
  readonly initializer: string;
  weight(fans: Fans): number;
  bias(fans: Fans): number;
}

const none = (): number => 0;
const glorot = ({ fanIn, fanOut }: Fans): number => (2 * fanIn) / (fanIn + fanOut);

/** The dense layer that each framework makes when it is told nothing. */
const DEFAULTS: readonly LayerStart[] = [
  { framework: "TensorFlow, Keras", initializer: "Glorot uniform, biases 0", weight: glorot, bias: none },
  {
    framework: "PyTorch",
    // kaiming_uniform_(a=√5) has the bound √(6 / (1 + 5) / fanIn), as the biases' has.
    initializer: "nn.Linear: Kaiming uniform with a = √5, biases alike",
    weight: () => 1 / 3,
    bias: ({ fanIn }) => 1 / (3 * fanIn),
  },
  { framework: "JAX (Flax)", initializer: "LeCun normal, biases 0", weight: () => 1, bias: none },
];

/** What people choose themselves. */
const RECIPES: readonly LayerStart[] = [
  { framework: "any", initializer: "He normal, biases 0", weight: () => 2, bias: none },
  {
    framework: "any",
    // Of (fanOut, fanIn), rows or columns are orthonormal, whichever are fewer.
    initializer: "Orthogonal, biases 0",
    weight: ({ fanIn, fanOut }) => fanIn / Math.max(fanIn, fanOut),
    bias: none,
  },
];

/** Xavier with the gain that torch.nn.init.calculate_gain has for the nonlinearity; none where that is 1. */
function gainRecipe(activation: NonlinearityId): LayerStart[] {
  const name = GAIN_NONLINEARITIES.find((known) => known === activation);
  const gain = name === undefined ? 1 : recommendedGain(name);
  if (gain === 1) return [];
  const text = activation === "tanh" ? "5/3" : String(Number(gain.toPrecision(4)));
  const initializer = `Xavier with gain ${text}, biases 0`;
  return [{ framework: "any", initializer, weight: (fans) => gain ** 2 * glorot(fans), bias: none }];
}

/**
 * Judges initializers for a network of these layers. σ_w² and σ_b² are those of the weights between hidden layers; where
 * widths make them differ, σ_w² is their geometric mean, of which the product over the layers is made, and σ_b² their
 * mean. The gradient's factor is chi1^(steps / 2), of the root mean square.
 */
export function auditDefaults(
  activation: NonlinearityId,
  layers: readonly number[],
  critical: CriticalStart | null,
): AuditRow[] {
  const fans = hiddenFans(layers);
  const steps = Math.max(0, layers.length - 3);
  return [...DEFAULTS, ...RECIPES, ...gainRecipe(activation)].map((start) => {
    const sigmaW2 = geometricMean(fans.map((own) => start.weight(own)));
    const sigmaB2 = meanOf(fans.map((own) => start.bias(own)));
    const deep = meanField({ activation, sigmaW2, sigmaB2 });
    const log10Gradient = deep.chi1 === null ? null : steps === 0 ? 0 : (steps * Math.log10(deep.chi1)) / 2;
    return {
      framework: start.framework,
      initializer: start.initializer,
      sigmaW2,
      sigmaB2,
      meanField: deep,
      log10Gradient,
      steps,
      phase: phaseHere(deep, steps, log10Gradient),
      verdict: auditVerdict(deep, steps, log10Gradient),
      fix: auditFix(log10Gradient, critical),
    };
  });
}

/** The weights between hidden layers; where there are none, those into the only hidden layer, or the only ones. */
function hiddenFans(layers: readonly number[]): Fans[] {
  const all = layers.slice(1).map((fanOut, index) => ({ fanIn: layers[index]!, fanOut }));
  return layers.length > 3 ? all.slice(1, -1) : all.slice(0, 1);
}

function geometricMean(values: readonly number[]): number {
  // About the first value, so that equal ones are kept as they are.
  const [first] = values;
  return first! * Math.exp(meanOf(values.map((value) => Math.log(value / first!))));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
