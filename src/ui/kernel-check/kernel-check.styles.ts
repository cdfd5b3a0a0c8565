import { css } from "lit";

export const kernelCheckStyles = css`
  :host {
    display: grid;
    min-width: 0;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    justify-items: start;
  }
  progress {
    width: min(20rem, 100%);
    accent-color: var(--accent);
  }
  [role="status"] {
    width: 100%;
    min-width: 0;
  }
  .scroll {
    max-width: 100%;
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.25rem 1.5rem 0.25rem 0;
    text-align: right;
    white-space: nowrap;
  }
  th:first-child,
  td:first-child {
    text-align: left;
  }
  thead th {
    color: var(--ink-muted);
    font-weight: 500;
  }
  tbody th {
    font-weight: 500;
  }
  .failed {
    color: var(--bad);
  }
  .passed {
    color: var(--good);
  }
`;
