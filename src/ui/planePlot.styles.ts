import { css } from "lit";

/** A plane painted on canvases, with axes of SVG above them. */
export const planePlotStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .figure {
    position: relative;
  }
  .axes {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: visible;
    pointer-events: none;
    fill: var(--ink-muted);
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
  .axes path {
    stroke: var(--line-strong);
  }
`;
