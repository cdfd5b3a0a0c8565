import { html, mathml } from "lit";

/** ∂loss / ∂x. */
function partial(x: unknown): unknown {
  return mathml`<mfrac><mrow><mo>∂</mo><mi class="name">loss</mi></mrow><mrow><mo>∂</mo>${x}</mrow></mfrac>`;
}

/** ∂loss/∂W = ∂loss/∂z hᵀ: equal rows in, equal rows out. */
export function gradientFormula(): unknown {
  return html`<math display="block">
    ${partial(mathml`<mi>W</mi>`)}<mo>=</mo>${partial(mathml`<mi>z</mi>`)}<msup><mi>h</mi><mi class="name">T</mi></msup>
  </math>`;
}
