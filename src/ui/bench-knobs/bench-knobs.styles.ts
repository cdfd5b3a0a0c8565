import { css } from "lit";

export const benchKnobsStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
    gap: 1.1rem 2rem;
    align-content: start;
  }
  fieldset {
    display: grid;
    gap: 0.1rem;
    align-content: start;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: 0.3rem;
    padding: 0;
    font-weight: 600;
  }
  .choice {
    display: grid;
    grid-template-columns: 1.1rem minmax(0, 1fr) auto;
    gap: 0 0.6rem;
    align-items: baseline;
    padding: 0.12rem 0;
    cursor: pointer;
  }
  .choice input {
    width: 1.1rem;
    height: 1.1rem;
    margin: 0.15em 0 0;
    align-self: start;
  }
  .choice span {
    font-size: 0.95rem;
  }
  .choice small,
  .hint {
    font-size: 0.85rem;
    color: var(--ink-muted);
    text-wrap: pretty;
  }
  .choice .cost {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .choice .why {
    grid-column: 2 / -1;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.25rem 0.5rem;
    margin-top: 0.5rem;
  }
  form label,
  form .error {
    grid-column: 1 / -1;
    font-size: 0.85rem;
  }
  form label {
    color: var(--ink-muted);
  }
  input[type="text"] {
    width: 100%;
    min-height: 2.25rem;
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--paper);
    font-variant-numeric: tabular-nums;
  }
  .field {
    display: grid;
    gap: 0.4rem;
    align-content: start;
    justify-items: start;
  }
  .field field-box {
    width: 100%;
  }
`;
