import { css } from "lit";

/** The knobs of any run: its seed, and the engine that computes it. */
export const runKnobsStyles = css`
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
