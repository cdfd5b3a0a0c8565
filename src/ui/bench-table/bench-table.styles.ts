import { css } from "lit";

export const benchTableStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    margin-bottom: 0.5rem;
    font-size: 1rem;
    font-weight: 600;
  }
  table {
    min-width: 100%;
  }
  thead th {
    padding-block: 0.5rem;
  }
  tbody + tbody .group th {
    padding-top: 1.1rem;
  }
  .group th {
    font-weight: 600;
    text-align: left;
  }
  .group span {
    font-weight: 400;
  }
  tr:not(.group) th:first-child {
    font-weight: 400;
  }
  tr.ours th:first-child,
  tr.ours .lead {
    font-weight: 600;
  }
  tbody tr:not(.group):hover > * {
    background: var(--raised);
  }
  .bar {
    width: 22%;
    min-width: 5rem;
    padding-right: 1rem;
  }
  .bar span {
    display: block;
    width: var(--share);
    min-width: 2px;
    height: 0.7rem;
    border-radius: 2px;
    background: var(--ink-muted);
  }
  .ours .bar span {
    background: var(--accent);
  }
  .fault {
    min-width: 16rem;
    text-align: left;
    white-space: normal;
    color: var(--ink-muted);
  }
  .wrong .fault,
  .wrong .error {
    color: var(--bad);
  }
  td.error {
    font-size: inherit;
    color: inherit;
  }
  .sideways {
    display: none;
    margin-bottom: 0.4rem;
    font-size: 0.9rem;
  }
  .note {
    max-width: 52rem;
    margin-top: 0.75rem;
    font-size: 0.9rem;
    text-wrap: pretty;
  }
  @media (max-width: 68rem) {
    .bar {
      display: none;
    }
  }
  @media (max-width: 48rem) {
    .sideways {
      display: block;
    }
    .group th {
      max-width: none;
    }
    /* In sight beside the name, however wide the table. */
    .fault span {
      position: sticky;
      left: 9rem;
      display: inline-block;
      max-width: calc(100vw - 12rem);
    }
  }
`;
