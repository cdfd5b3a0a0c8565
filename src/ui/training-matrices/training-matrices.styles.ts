import { css } from "lit";

export const trainingMatricesStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .print {
    display: grid;
    gap: 0.9rem;
    max-height: 44rem;
    overflow: auto;
    padding: 0.9rem 1.1rem;
    border-radius: calc(var(--radius) * 1.5);
    --scroll-ground: var(--raised);
    background-color: var(--raised);
    scrollbar-width: thin;
  }
  .array {
    display: grid;
    gap: 0.15rem;
  }
  h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.9rem;
    font-size: 0.85rem;
    font-weight: 400;
  }
  code,
  table {
    font-family:
      ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
  }
  code {
    font-size: 0.95rem;
    font-weight: 600;
  }
  .equal {
    padding: 0 0.45rem;
    border-radius: 0.25rem;
    background: var(--accent);
    color: var(--on-accent);
  }
  table {
    width: max-content;
    border-collapse: separate;
    border-spacing: 0;
    font-size: clamp(0.85rem, 0.7rem + 0.35vw, 1.15rem);
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
  }
  td {
    width: 10ch;
    min-width: 10ch;
    padding: 0 0.5ch;
    text-align: right;
    white-space: pre;
  }
  td.left {
    width: 3ch;
    min-width: 3ch;
    text-align: center;
    color: var(--ink-muted);
  }
  td.bracket {
    width: 2ch;
    min-width: 2ch;
    padding: 0;
    text-align: right;
    color: var(--ink-muted);
  }
  td.bracket.end {
    text-align: left;
  }
  td.still {
    color: var(--ink-muted);
    font-style: italic;
  }
  /* Columns, or rows, that are equal have one ground. */
  td.shared {
    background: color-mix(in srgb, var(--focus) 16%, transparent);
  }
  .letters td {
    padding-block: 0;
    color: var(--ink-muted);
    font-family: var(--font);
    font-size: 0.8em;
    font-weight: 600;
  }
  td[data-place]:hover {
    outline: 1.5px solid var(--focus);
    outline-offset: -1px;
  }
  .readout {
    min-height: 1.5em;
    margin-top: 0.4rem;
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
`;
