import { css } from "lit";

export const weightDistributionStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  svg {
    display: block;
    margin: 0.4rem 0;
    overflow: visible;
    font-size: 0.8rem;
    font-variant-numeric: tabular-nums;
  }
  text {
    fill: var(--ink-muted);
    text-anchor: middle;
  }
  .area {
    fill: var(--theory);
    opacity: 0.1;
  }
  .curve {
    fill: none;
    stroke: var(--theory);
    stroke-width: 2.5;
    stroke-dasharray: 10 6;
  }
  .axis,
  .stem {
    stroke: var(--line-strong);
  }
  .dot {
    fill: var(--ink-muted);
    stroke: var(--paper);
    stroke-width: 1.5;
  }
  .cloud {
    fill: none;
    stroke: var(--ink-muted);
    stroke-width: 3;
    stroke-linecap: round;
    opacity: 0.55;
  }
  .pointed .stem {
    stroke: var(--focus);
    stroke-width: 2;
  }
  .pointed .dot {
    fill: var(--focus);
  }
  .pointed text {
    fill: var(--ink);
    stroke: var(--paper);
    stroke-width: 4;
    paint-order: stroke;
    font-weight: 600;
  }
  p {
    font-size: 0.9rem;
    text-wrap: pretty;
  }
  p + p {
    margin-top: 0.25rem;
  }
`;
