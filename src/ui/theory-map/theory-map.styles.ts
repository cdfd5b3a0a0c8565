import { css } from "lit";

export const theoryMapStyles = css`
  .seen {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem clamp(1.5rem, 2.5vw, 3rem);
  }
  .map {
    min-width: 0;
    margin: 0;
  }
  .map > :not(:first-child) {
    margin-top: 0.75rem;
  }
  .map > theory-diagram {
    margin-top: 0.25rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
  }
  .head > div {
    flex: 1 1 12rem;
    min-width: 0;
  }
  .shows {
    line-height: 1.2;
    font-size: 0.85rem;
  }
  .map fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .painted {
    min-height: 1.5em;
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
  .map > .painted {
    margin-top: 0.25rem;
  }
  .segments label {
    min-width: 3rem;
  }
  .measured {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    align-content: start;
    min-width: 0;
  }
  @media (min-width: 52rem) {
    .seen {
      grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr);
    }
  }
`;
