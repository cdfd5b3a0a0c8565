import { css } from "lit";

export const weightsTakeStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.8rem;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem 1rem;
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .segments {
    flex-wrap: wrap;
  }
  pre {
    max-height: 24rem;
    margin: 0;
    padding: 0.9rem 1.1rem;
    overflow: auto;
    border-radius: calc(var(--radius) * 1.5);
    background: var(--raised);
    font-family:
      ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
    font-size: 0.85rem;
    line-height: 1.5;
    scrollbar-width: thin;
  }
  p {
    font-size: 0.9rem;
    text-wrap: pretty;
  }
`;
