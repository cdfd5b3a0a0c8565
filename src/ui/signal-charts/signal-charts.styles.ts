import { css } from "lit";

export const signalChartsStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem clamp(1.5rem, 2.5vw, 3rem);
  }
  .limit {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.1rem 1rem;
    min-height: 3.4rem;
    grid-column: 1 / -1;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    cursor: pointer;
  }
  input {
    width: 1.1rem;
    height: 1.1rem;
    margin: 0;
  }
  @media (min-width: 48rem) {
    :host {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
