import { css } from "lit";

/** The Bench lab's tables: figures to the right, names to the left and in sight, few lines. */
export const benchCellStyles = css`
  .scroll {
    max-width: 100%;
    overflow-x: auto;
    border-block: 1px solid var(--line);
  }
  table {
    border-collapse: collapse;
    font-size: 0.95rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.3rem 1.5rem 0.3rem 0;
    text-align: right;
    white-space: nowrap;
  }
  th:first-child {
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--paper);
    text-align: left;
  }
  thead th {
    color: var(--ink-muted);
    font-weight: 500;
    vertical-align: bottom;
  }
  tbody th {
    font-weight: 500;
  }
  @media (max-width: 68rem) {
    table {
      font-size: 0.86rem;
    }
    th,
    td {
      padding-right: 0.7rem;
    }
  }
  @media (max-width: 48rem) {
    th:first-child {
      max-width: 9rem;
      white-space: normal;
    }
  }
`;
