import { css, html } from "lit";
import type { Phase } from "../../model/meanField.ts";

const SHAPES: Readonly<Record<Phase, string>> = {
  ordered: "M2 4h12l-6 9z",
  critical: "M2 8.5l4 4 8-9",
  chaotic: "M2 13h12l-6-9z",
};

/** A phase by its word, its colour and its shape. */
export function phaseMark(phase: Phase): unknown {
  return html`<span class=${`phase ${phase}`}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[phase]} /></svg>${phase}
  </span>`;
}

export const phaseMarkStyles = css`
  .phase {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .phase svg {
    width: 0.9rem;
    height: 0.9rem;
    fill: currentcolor;
  }
  .phase.ordered {
    color: light-dark(#5e3c99, #b2a5e0);
  }
  .phase.chaotic {
    color: light-dark(#9a4a04, #fdae5e);
  }
  .phase.critical {
    color: var(--good);
  }
  .phase.critical svg {
    fill: none;
    stroke: currentcolor;
    stroke-width: 2.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
