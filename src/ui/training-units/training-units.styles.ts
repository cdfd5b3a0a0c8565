import { css } from "lit";

export const trainingUnitsStyles = css`
  table {
    --cell: 0.3rem 0 0.3rem 1rem;
    margin-top: 0.25rem;
  }
  thead tr:first-child > * {
    border-bottom: 0;
  }
  thead tr:first-child th {
    color: var(--ink);
    font-weight: 600;
    text-align: left;
  }
  thead .run::before {
    content: "";
    display: inline-block;
    width: 1.4rem;
    margin-right: 0.4rem;
    border-top: 3px solid var(--signal);
    vertical-align: middle;
  }
  thead .run.second::before {
    border-top: 3px dashed var(--gradient);
  }
  th.first,
  td.first {
    padding-left: 1.75rem;
  }
  .equal {
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
    gap: 0.5rem 2rem;
    margin: 0.9rem 0 0;
    font-size: 0.85rem;
  }
  dt {
    font-weight: 600;
  }
  dd {
    margin: 0;
    color: var(--ink-muted);
    text-wrap: pretty;
  }
`;
