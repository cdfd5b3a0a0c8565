import type { CriticalNetwork } from "./criticalHeader.ts";
import { jaxProgram, kerasProgram, numpyProgram, pytorchProgram } from "./criticalPrograms.ts";
import type { CodeFramework } from "./criticalReport.ts";

/**
 * Programs for today's frameworks (run on NumPy 2.4, PyTorch 2.13, Keras 3.15 and JAX 0.10): dense layers with weights
 * N(0, σ_w² / fanIn) and biases N(0, σ_b²), φ after all but the last, which is linear.
 */
export function criticalCode(network: CriticalNetwork): Record<CodeFramework, string> {
  return {
    numpy: numpyProgram(network),
    pytorch: pytorchProgram(network),
    keras: kerasProgram(network),
    jax: jaxProgram(network),
  };
}
