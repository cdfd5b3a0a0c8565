import { css } from "lit";

export const symmetryLessonStyles = css`
  h2 {
    font-size: 1.1rem;
    font-weight: 600;
    outline: none;
  }
  p {
    max-width: 48rem;
    text-wrap: pretty;
  }
  header,
  nav,
  .progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem;
  }
  header {
    justify-content: space-between;
    min-height: 2.25rem;
    font-size: 0.9rem;
  }
  .progress {
    min-height: 2.25rem;
    font-variant-numeric: tabular-nums;
  }
  progress {
    flex: 0 1 14rem;
    min-width: 6rem;
    accent-color: var(--accent);
  }
  fieldset {
    display: grid;
    gap: 0.15rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 0.3rem;
    font-weight: 500;
  }
  label {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.6rem;
    align-items: baseline;
    padding: 0.25rem 0.5rem;
    border-radius: var(--radius);
    cursor: pointer;
  }
  fieldset:disabled label {
    cursor: default;
  }
  fieldset:not(:disabled) label:hover {
    background: var(--paper);
  }
  .measured {
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  b {
    font-weight: 600;
  }
  [role="status"] {
    display: grid;
    gap: 0.5rem;
    outline: none;
  }
  .compared {
    font-weight: 600;
  }
  a {
    color: inherit;
    text-underline-offset: 0.2em;
  }
  nav {
    justify-content: space-between;
    padding-top: 0.4rem;
  }
`;
