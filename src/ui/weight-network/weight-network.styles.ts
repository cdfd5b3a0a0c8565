import { css } from "lit";

export const weightNetworkStyles = css`
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
  }
  text {
    fill: var(--ink-muted);
    text-anchor: middle;
    dominant-baseline: central;
  }
  text.pointed {
    fill: var(--ink);
    font-weight: 600;
  }
  .left {
    fill: var(--ink-muted);
  }
  .node {
    fill: var(--paper);
    stroke: var(--ink-muted);
    stroke-width: 1.5;
  }
  .node.pointed {
    fill: var(--focus);
    stroke: var(--focus);
  }
  .edge {
    stroke: var(--line-strong);
    stroke-linecap: butt;
  }
  .edge.negative {
    stroke-dasharray: 5 4;
  }
  .edge.pointed {
    stroke: var(--focus);
  }
  .hit {
    stroke: transparent;
    stroke-width: 12;
    cursor: pointer;
  }
  p {
    font-size: 0.9rem;
    text-wrap: pretty;
  }
  p + p {
    margin-top: 0.25rem;
  }
`;
