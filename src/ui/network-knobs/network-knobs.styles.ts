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
`;
