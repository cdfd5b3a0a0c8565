import { css } from "lit";

export const numberTableStyles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1.5rem;
    margin: 0.75rem 0;
  }
  .scroll {
    max-height: 32rem;
    overflow: auto;
    border-block: 1px solid var(--line);
  }
  table {
    border-collapse: collapse;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.2rem 1.1rem 0.2rem 0;
    text-align: right;
    white-space: nowrap;
  }
  td:first-child,
  th:first-child {
    position: sticky;
    left: 0;
    padding-right: 1rem;
    background: var(--paper);
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding-block: 0.5rem;
    background: var(--paper);
    color: var(--ink-muted);
    font-weight: 500;
    vertical-align: bottom;
  }
  thead th:first-child {
    z-index: 2;
  }
  sub {
    line-height: 0;
  }
  tbody th {
    font-weight: 500;
  }
  tbody tr:hover > * {
    background: var(--raised);
  }
  td svg {
    width: 1rem;
    height: 1rem;
    margin-left: 0.3rem;
    vertical-align: -0.15em;
    color: var(--good);
    fill: none;
    stroke: currentcolor;
    stroke-width: 2.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  td svg.none {
    color: var(--bad);
  }
`;
