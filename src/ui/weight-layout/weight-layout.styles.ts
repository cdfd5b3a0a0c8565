import { css } from "lit";

export const weightLayoutStyles = css`
  :host {
    display: grid;
    gap: 0.6rem;
    align-content: start;
    min-width: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 1rem 1.75rem;
  }
  .scroll {
    min-width: 0;
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding-bottom: 0.3rem;
    text-align: left;
    white-space: nowrap;
  }
  .own caption {
    font-weight: 600;
  }
  th,
  td {
    padding: 0.2rem 0.4rem;
    text-align: right;
    white-space: nowrap;
  }
  th {
    font-weight: 400;
    color: var(--ink-muted);
  }
  tbody tr:first-child > *,
  tbody tr > :first-child {
    padding-block: 0.2rem;
  }
  td {
    background: var(--raised);
  }
  td.pointed {
    background: var(--focus);
    color: var(--paper);
  }
  p {
    font-size: 0.9rem;
    text-wrap: pretty;
  }
`;
