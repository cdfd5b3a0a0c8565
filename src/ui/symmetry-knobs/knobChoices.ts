import { DATA_NAMES, type DataName, type SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { FRAMEWORKS } from "../../model/initializer.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../model/nonlinearity.ts";
import { LOSSES, type LossId, OPTIMIZERS, type OptimizerId } from "../../model/training.ts";
import { FRAMEWORK_NAMES } from "../weights-knobs/configChange.ts";

type Option = readonly [value: string, text: string];

/** A field that is chosen from a list. */
interface Choice {
  readonly label: string;
  options(config: SymmetryConfig): readonly Option[];
}

const DATA_TITLES: Readonly<Record<DataName, string>> = {
  roasting: "Roasting: minutes and degrees",
  moons: "Two moons",
  circles: "Two circles",
  xor: "Four corners (XOR)",
  spirals: "Spirals",
};

const LOSS_TITLES: Readonly<Record<LossId, string>> = {
  mean_squared_error: "Squared error",
  binary_crossentropy: "Binary cross-entropy",
  categorical_crossentropy: "Softmax cross-entropy",
};

const OPTIMIZER_TITLES: Readonly<Record<OptimizerId, string>> = {
  sgd: "Gradient descent",
  momentum: "Momentum",
  rmsprop: "RMSprop",
  adam: "Adam",
};

const activationOption = (id: NonlinearityId): Option => [id, nonlinearityOf(id).label];

/** What a loss allows as the last layer's nonlinearity. */
const OUTPUTS: Readonly<Record<LossId, readonly Option[]>> = {
  mean_squared_error: NONLINEARITY_IDS.map(activationOption),
  binary_crossentropy: [activationOption("sigmoid"), ["identity", "Identity: the loss takes logits"]],
  categorical_crossentropy: [
    ["softmax", "Softmax"],
    ["identity", "Identity: the loss takes logits"],
  ],
};

/** Fields that are chosen from a list, by their names in the address. */
export const CHOICES = {
  activation: { label: "Activation of hidden layers", options: () => NONLINEARITY_IDS.map(activationOption) },
  data: { label: "Data", options: () => DATA_NAMES.map((name): Option => [name, DATA_TITLES[name]]) },
  optimizer: { label: "Optimizer", options: () => OPTIMIZERS.map((id): Option => [id, OPTIMIZER_TITLES[id]]) },
  loss: { label: "Loss", options: () => LOSSES.map((id): Option => [id, LOSS_TITLES[id]]) },
  "output-activation": { label: "Activation of the output", options: ({ loss }: SymmetryConfig) => OUTPUTS[loss] },
  framework: {
    label: "Random numbers of",
    options: () => FRAMEWORKS.map((name): Option => [name, FRAMEWORK_NAMES[name]]),
  },
} as const satisfies Readonly<Record<string, Choice>>;

export type ChoiceName = keyof typeof CHOICES;
