import { css } from "lit";

export const theoryReadoutStyles = css`
  :host {
    display: block;
    /* Room for the numbers and a reason, so that nothing below moves with the mouse. */
    min-height: 8.2rem;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  p {
    text-wrap: pretty;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(5.2rem, 1fr));
    gap: 0.2rem 1rem;
    margin: 0.35rem 0;
  }
  .wide {
    grid-column: span 2;
  }
  dt {
    color: var(--ink-muted);
    line-height: 1.2;
  }
  dd {
    margin: 0;
    font-size: 1.05rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .reason {
    font-size: 0.85rem;
  }
`;
