import { css } from "lit";

export const weightMatricesStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.4rem 1rem;
    margin-bottom: 0.5rem;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    font-size: 0.85rem;
  }
  .tools label {
    display: flex;
    align-items: center;
    gap: 0.4rem;
  }
  .tools .segments label {
    min-height: 1.6rem;
  }
  fieldset {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    float: left;
    padding: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .print {
    max-height: 26rem;
    overflow: auto;
    padding: 0.9rem 1.1rem;
    border-radius: calc(var(--radius) * 1.5);
    background: var(--raised);
    scrollbar-width: thin;
  }
  pre {
    margin: 0;
    font-family:
      ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
    font-size: clamp(0.95rem, 0.75rem + 0.55vw, 1.35rem);
    line-height: 1.55;
    tab-size: 4;
  }
  .print > .left {
    color: var(--ink-muted);
  }
  pre button {
    display: inline;
    min-height: 0;
    margin: 0;
    padding: 0.1em 0;
    border: 0;
    border-radius: 0.2em;
    background: none;
    font: inherit;
    white-space: pre;
  }
  pre button:hover:not(:disabled) {
    background: none;
  }
  pre button.pointed,
  pre button.pointed:hover:not(:disabled) {
    background: var(--focus);
    color: var(--paper);
    box-shadow: 0 0 0 0.15em var(--focus);
  }
  pre button:focus-visible {
    outline-offset: 4px;
  }
  .hint {
    margin-top: 0.45rem;
    font-size: 0.85rem;
  }
`;
