import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { tellingDigits } from "../../experiments/theory/auditDigits.ts";
import type { AuditRow, CriticalReport } from "../../experiments/theory/criticalReport.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, plural, trimmed, unbrokenNumbers } from "../format.ts";
import { mathText } from "../mathText.ts";
import { theoryTableStyles } from "../theory-view/theoryTable.styles.ts";
import { gradientText } from "./criticalVerdict.ts";
import { phaseMark, phaseMarkStyles } from "./phaseMark.ts";
import { criticalAuditStyles } from "./critical-audit.styles.ts";

/** Each framework's default dense layer, judged for this nonlinearity and depth. */
@customElement("critical-audit")
export class CriticalAudit extends LitElement {
  static override styles = [controlStyles, theoryTableStyles, phaseMarkStyles, criticalAuditStyles];

  @property({ attribute: false }) report!: CriticalReport;

  protected override render(): unknown {
    const { request, audit } = this.report;
    const steps = audit[0]?.steps ?? 0;
    return html`<h2>Usual choices, judged</h2>
      <p class="caption muted">
        Default dense layers of frameworks, and what people choose instead, for
        ${nonlinearityOf(request.activation).label} in ${plural(request.layers.length - 2, "hidden layer")}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label="Audit of defaults">
        <table>
          <thead>
            <tr>
              <th scope="col">default</th>
              <th scope="col">${mathText("σ_w²")}</th>
              <th scope="col">${mathText("σ_b²")}</th>
              <th scope="col">χ₁</th>
              <th scope="col">gradient over<br />${plural(steps, "layer")}</th>
              <th scope="col" class="left">phase</th>
              <th scope="col" class="words">what happens, and what to do</th>
            </tr>
          </thead>
          <tbody>
            ${audit.map((row) => auditRow(row))}
          </tbody>
        </table>
      </div>`;
  }
}

function auditRow(row: AuditRow): unknown {
  const plain = (value: number | null): string =>
    value === null ? "–" : trimmed(formatNumber(value, tellingDigits(value, 4)));
  const chi1 = row.meanField.chi1;
  return html`<tr>
    <th scope="row">${row.framework}<small>${row.initializer.replaceAll("biases ", "biases\u00a0")}</small></th>
    ${cell("σ_w²", plain(row.sigmaW2))} ${cell("σ_b²", plain(row.sigmaB2))} ${cell("χ₁", plain(chi1), chi1)}
    ${cell("gradient ×", gradientText(row))}
    <td class="left">${phaseMark(row.phase)}</td>
    <td class="words">${words(row.verdict)} ${row.fix === null ? nothing : html`<small>${words(row.fix)}</small>`}</td>
  </tr>`;
}

/** A number; where rows are cards, with its name. */
function cell(name: string, text: string, full: number | null = null): unknown {
  return html`<td data-name=${name} title=${full ?? nothing}>
    <span class="name">${mathText(name)}</span> ${unbrokenNumbers(text)}
  </td>`;
}

function words(text: string): unknown {
  return mathText(unbrokenNumbers(text));
}
