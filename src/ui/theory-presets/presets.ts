import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { MeanFieldPoint } from "../../model/meanField.ts";

/** A point that shows something, named after what it shows. */
export interface TheoryPreset {
  readonly id: string;
  readonly title: string;
  readonly point: MeanFieldPoint;
}

/** tanh's critical σ_w² at σ_b² = 0.05. */
const TANH_EDGE = 1.76095463960674;

export const PRESETS: readonly TheoryPreset[] = [
  { id: "he", title: "He’s ReLU: on the line", point: { activation: "relu", sigmaW2: 2, sigmaB2: 0 } },
  {
    id: "pytorch",
    title: "PyTorch’s default fades",
    // U(-1/√fanIn, 1/√fanIn), weights and biases alike, at 80 units.
    point: { activation: "relu", sigmaW2: 1 / 3, sigmaB2: 1 / 240 },
  },
  { id: "tanh-ordered", title: "tanh, ordered", point: { activation: "tanh", sigmaW2: 1.69, sigmaB2: 0.09 } },
  {
    id: "tanh-edge",
    title: "tanh at the edge",
    point: { activation: "tanh", sigmaW2: TANH_EDGE, sigmaB2: 0.05 },
  },
  {
    id: "tanh-gain",
    title: "tanh × 5/3: chaotic",
    point: { activation: "tanh", sigmaW2: 25 / 9, sigmaB2: 0 },
  },
  { id: "gelu", title: "GELU dies", point: { activation: "gelu", sigmaW2: 2, sigmaB2: 0 } },
];

/** Whether the knobs stand where a preset sets them. */
export function isAt({ point }: TheoryPreset, { activation, sigmaW2, sigmaB2 }: TheoryConfig): boolean {
  return point.activation === activation && point.sigmaW2 === sigmaW2 && point.sigmaB2 === sigmaB2;
}
