import { css } from "lit";

export const weightsKnobsStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 1.1rem 2rem;
    align-content: start;
  }
  .field {
    display: grid;
    gap: 0.3rem;
    align-content: start;
  }
  .field > label,
  h2 {
    font-size: 1rem;
    font-weight: 500;
  }
  .layers {
    display: grid;
    gap: 0.4rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .layers li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 2.25rem;
    gap: 0.3rem;
    align-items: center;
  }
  .layers button {
    min-height: 2.25rem;
    padding: 0;
  }
  .layers svg {
    width: 1rem;
    height: 1rem;
    vertical-align: middle;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  .options {
    display: grid;
    gap: 0.5rem;
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
  }
  .row select {
    width: 7.5rem;
  }
  .seed {
    display: grid;
    gap: 0.4rem;
    justify-items: stretch;
  }
  .hint {
    font-size: 0.85rem;
    color: var(--ink-muted);
    text-wrap: pretty;
  }
`;
