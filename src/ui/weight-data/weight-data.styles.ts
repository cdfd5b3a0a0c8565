import { css } from "lit";

export const weightDataStyles = css`
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
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0.6rem 2rem;
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
  th,
  td {
    padding: 0.2rem 0.6rem 0.2rem 0;
    text-align: right;
    white-space: nowrap;
  }
  th {
    font-weight: 400;
    color: var(--ink-muted);
  }
  td.out {
    padding-left: 1rem;
  }
  .same {
    display: flex;
    gap: 0.5rem;
    font-weight: 600;
  }
  .same svg {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    margin-top: 0.1rem;
    color: var(--good);
    fill: none;
    stroke: currentcolor;
    stroke-width: 2.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  p {
    font-size: 0.9rem;
    text-wrap: pretty;
  }
`;
