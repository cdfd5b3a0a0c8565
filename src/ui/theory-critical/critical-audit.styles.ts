import { css } from "lit";

export const criticalAuditStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .caption {
    margin-bottom: 0.4rem;
    font-size: 0.85rem;
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
    padding: 0.55rem 0 0.55rem 1.25rem;
    border-bottom: 1px solid var(--line);
    text-align: right;
    vertical-align: top;
    white-space: nowrap;
  }
  th:first-child {
    min-width: 8rem;
    padding-left: 0;
    text-align: left;
    white-space: normal;
  }
  td.words,
  th.words {
    min-width: 15rem;
    text-align: left;
    text-wrap: pretty;
    white-space: normal;
  }
  thead th {
    color: var(--ink-muted);
    font-size: 0.85rem;
    font-weight: 500;
    vertical-align: bottom;
  }
  tbody th {
    font-weight: 500;
  }
  small {
    display: block;
    font-size: 0.85rem;
    font-weight: 400;
    color: var(--ink-muted);
  }
  .name {
    display: none;
  }
  .left {
    text-align: left;
  }
  /* Each row a card, where columns would be cut off. */
  @media (max-width: 40rem) {
    table,
    tbody {
      display: block;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tr {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 0.15rem 1rem;
      padding: 0.75rem 0;
      border-bottom: 1px solid var(--line);
    }
    th,
    td {
      padding: 0;
      border: 0;
      text-align: left;
    }
    .name {
      display: inline;
      color: var(--ink-muted);
    }
    th:first-child,
    td.words {
      grid-column: 1 / -1;
      min-width: 0;
    }
  }
`;
