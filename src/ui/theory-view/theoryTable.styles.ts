import { css } from "lit";

/** A table of numbers, theory beside measurement; `--cell` is the padding of a cell. */
export const theoryTableStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: var(--cell, 0.3rem 0 0.3rem 1rem);
    border-bottom: 1px solid var(--line);
    text-align: right;
    white-space: nowrap;
  }
  th:first-child {
    padding-left: 0;
    text-align: left;
  }
  thead th {
    color: var(--ink-muted);
    font-size: 0.85rem;
    font-weight: 500;
    vertical-align: bottom;
  }
  tbody th {
    font-weight: 400;
  }
  small {
    display: block;
    font-size: 0.85rem;
    font-weight: 400;
    color: var(--ink-muted);
  }
  /* The charts' colour of theory is too faint for text: a patch of it names the column. */
  .theory {
    font-weight: 600;
  }
  thead .theory::before {
    content: "";
    display: inline-block;
    width: 0.7rem;
    height: 0.7rem;
    margin-right: 0.4rem;
    border-radius: 2px;
    background: var(--theory);
  }
`;
