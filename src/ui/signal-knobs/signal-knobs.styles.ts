import { css } from "lit";

export const signalKnobsStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 0.9rem 2rem;
    align-content: start;
  }
  .field {
    display: grid;
    gap: 0.3rem;
    align-content: start;
  }
  .field > label,
  legend {
    font-weight: 500;
  }
  .segments.engines {
    display: grid;
    grid-template-columns: repeat(2, auto);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  #no-gpu {
    display: flex;
    flex: 1 0 100%;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    font-size: 0.85rem;
    color: var(--ink-muted);
  }
  #no-gpu button {
    padding-inline: 0.4rem;
    white-space: nowrap;
  }
  legend {
    float: left;
    padding: 0;
  }
  .choices,
  .hint {
    min-height: 7rem;
  }
  .choices {
    margin: 0.2rem 0 0;
    padding: 0;
    list-style: none;
  }
  .choices button {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    width: 100%;
    min-height: 1.75rem;
    padding: 0.1rem 0.5rem;
    border-color: transparent;
    background: none;
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
    text-align: left;
    color: var(--ink-muted);
  }
  .choices span:last-child {
    white-space: nowrap;
  }
  .choices button[aria-pressed="true"] {
    background: var(--raised);
    color: var(--ink);
    font-weight: 600;
  }
  .hint {
    margin-top: 0.35rem;
    font-size: 0.85rem;
    color: var(--ink-muted);
  }
  .seed {
    display: flex;
    gap: 0.5rem;
    align-items: start;
  }
  .seed number-knob {
    flex: 1;
  }
  .seed button {
    white-space: nowrap;
  }
`;
