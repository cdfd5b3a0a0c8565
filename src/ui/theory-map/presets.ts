import type { ConfigPreset } from "../theory-view/config-presets.ts";

/** tanh's critical σ_w² at σ_b² = 0.05. */
const TANH_EDGE = 1.76095463960674;

/** Points of the plane that show something, named after what they show. */
export const PRESETS: readonly ConfigPreset[] = [
  { name: "He’s ReLU: on the line", change: { activation: "relu", sigmaW2: 2, sigmaB2: 0 } },
  {
    name: "PyTorch’s default fades",
    // U(-1/√fanIn, 1/√fanIn), weights and biases alike, at 80 units.
    change: { activation: "relu", sigmaW2: 1 / 3, sigmaB2: 1 / 240 },
  },
  { name: "tanh, ordered", change: { activation: "tanh", sigmaW2: 1.69, sigmaB2: 0.09 } },
  {
    name: "tanh at the edge",
    change: { activation: "tanh", sigmaW2: TANH_EDGE, sigmaB2: 0.05 },
  },
  {
    name: "tanh × 5/3: chaotic",
    change: { activation: "tanh", sigmaW2: 25 / 9, sigmaB2: 0 },
  },
  { name: "GELU dies", change: { activation: "gelu", sigmaW2: 2, sigmaB2: 0 } },
];
