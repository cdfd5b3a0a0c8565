import { css } from "lit";

export const networkKnobsStyles = css`
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
  fieldset {
    display: grid;
    gap: 0.3rem;
    justify-items: start;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    float: left;
    padding: 0;
  }
  #no-gpu {
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
