import { Task, TaskStatus } from "@lit/task";
import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Lab, VerifyReport } from "../../experiments/lab.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, plural } from "../format.ts";
import { kernelCheckStyles } from "./kernel-check.styles.ts";
import { type KernelSummary, kernelSummaries, shortShape } from "./kernelSummary.ts";

/** Runs every kernel on this machine against the float64 reference, at a person's wish. */
@customElement("kernel-check")
export class KernelCheck extends LitElement {
  static override styles = [controlStyles, kernelCheckStyles];

  @property({ attribute: false }) lab: Lab | null = null;

  @state() private progress = 0;

  #verify = new Task(this, {
    autoRun: false,
    args: () => [this.lab] as const,
    task: async ([lab], { signal }): Promise<VerifyReport | null> => {
      this.progress = 0;
      return lab === null ? null : lab.verify({ signal, onProgress: (fraction) => (this.progress = fraction) });
    },
  });

  protected override render(): unknown {
    const running = this.#verify.status === TaskStatus.PENDING;
    return html`<p>
        A kernel is one small program that runs on the GPU. This puts each through sizes and values chosen to break it,
        on this machine, and compares every number with the float64 reference. An error is relative to the size of the
        terms that were added up: one rounding of float32 makes at most 6 × 10⁻⁸. The histogram’s is the share of values
        that fell into another bin.
      </p>
      <button type="button" ?disabled=${this.lab === null} @click=${() => this.#toggle(running)}>
        ${running ? "Stop" : "Check every kernel"}
      </button>
      ${running ? html`<progress aria-label="Checking kernels" max="1" .value=${this.progress}></progress>` : nothing}
      <div role="status">
        ${this.#verify.render({
          complete: (report) => (report === null ? nothing : results(report)),
          error: (error) => failure(error),
        })}
      </div>`;
  }

  #toggle(running: boolean): void {
    if (running) this.#verify.abort();
    else void this.#verify.run();
  }
}

/** A bound of the whole, or of nothing, is a special case of its shape: no figure to show. */
const MEANINGLESS = 0.5;

function failure(error: unknown): unknown {
  if (error instanceof Error && error.name === "AbortError") return html`<p class="muted">Stopped.</p>`;
  return html`<p class="failed">${error instanceof Error ? error.message : String(error)}</p>`;
}

function results({ engine, passed, failed, cases }: VerifyReport): unknown {
  const sentence =
    failed === 0
      ? html`<span class="passed">All ${plural(passed, "case")} agree</span> with float64 on ${engine.adapter}.`
      : html`<span class="failed">${failed} of ${plural(passed + failed, "case")} differ</span> from float64 on
          ${engine.adapter}.`;
  return html`<p>${sentence}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Kernels, checked">
      <table>
        <thead>
          <tr>
            <th scope="col">kernel</th>
            <th scope="col">cases</th>
            <th scope="col">worst error</th>
            <th scope="col">allowed</th>
            <th scope="col">shape</th>
            <th scope="col">result</th>
          </tr>
        </thead>
        <tbody>
          ${kernelSummaries(cases).map((summary) => kernelRow(summary))}
        </tbody>
      </table>
    </div>`;
}

function kernelRow({ kernel, cases, failed, worst }: KernelSummary): unknown {
  return html`<tr>
    <th scope="row">${kernel}</th>
    <td>${cases}</td>
    <td title=${worst.maxError}>
      ${Number.isFinite(worst.maxError) ? formatNumber(worst.maxError, 2) : "not a number"}
    </td>
    <td title=${worst.bound}>
      ${worst.bound === 0 || worst.bound >= MEANINGLESS ? "–" : formatNumber(worst.bound, 2)}
    </td>
    <td>${shortShape(worst.shape)}</td>
    <td class=${failed === 0 ? "passed" : "failed"}>${failed === 0 ? "agrees" : `${failed} differ`}</td>
  </tr>`;
}
