import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { EngineStatus } from "../../experiments/lab.ts";
import type { TheoryEngine } from "../../experiments/theory/theoryConfig.ts";
import { gpuMissingText, isGpuMissing } from "./gpuChoice.ts";

const ENGINES: readonly (readonly [engine: TheoryEngine, label: string])[] = [
  ["auto", "Fastest"],
  ["gpu", "GPU"],
  ["cpu", "CPU, float64"],
];

/** What computes, to be chosen among what the machine offers; `choose` is called with a person's choice. */
export function engineChoice(
  chosen: TheoryEngine,
  status: EngineStatus | null,
  choose: (engine: TheoryEngine) => void,
): unknown {
  const isMissing = isGpuMissing(status);
  return html`<fieldset>
    <legend>Engine</legend>
    <div class="segments">
      ${ENGINES.map(([engine, label]) => {
        const cannot = engine === "gpu" && isMissing;
        return html`<label
          ><input
            type="radio"
            name="engine"
            value=${engine}
            ?disabled=${cannot}
            aria-describedby=${cannot ? "no-gpu" : nothing}
            .checked=${live(chosen === engine)}
            @change=${() => choose(engine)}
          />${label}</label
        >`;
      })}
    </div>
    ${isMissing ? html`<p id="no-gpu">${gpuMissingText(chosen)}</p>` : nothing}
  </fieldset>`;
}
