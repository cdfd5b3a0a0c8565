import { css } from "lit";

export const weightRecipeStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    margin-bottom: 0.6rem;
    font-size: 1rem;
    font-weight: 600;
  }
  h2 small {
    margin-left: 0.4rem;
    font-size: 0.85rem;
    font-weight: 400;
    color: var(--ink-muted);
  }
  ol {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 6.5rem minmax(0, 1fr);
    gap: 0 0.9rem;
    padding: 0.3rem 0 0.3rem 0.9rem;
    border-left: 2px solid var(--line);
  }
  li:last-child {
    border-left-color: var(--focus);
  }
  li:last-child .value {
    font-weight: 700;
  }
  .label {
    font-size: 0.9rem;
    color: var(--ink-muted);
  }
  .value {
    font-family:
      ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
    font-size: 0.9rem;
    overflow-wrap: anywhere;
  }
  .note {
    grid-column: 2;
    font-size: 0.82rem;
    line-height: 1.4;
    color: var(--ink-muted);
    text-wrap: pretty;
  }
`;
