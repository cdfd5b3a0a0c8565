import { css } from "lit";

export const criticalAuditStyles = css`
  :host {
    --cell: 0.55rem 0 0.55rem 1.25rem;
  }
  .caption {
    margin-bottom: 0.4rem;
    font-size: 0.85rem;
  }
  th,
  td {
    vertical-align: top;
  }
  th:first-child {
    min-width: 8rem;
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
    vertical-align: bottom;
  }
  tbody th {
    font-weight: 500;
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
