import { css } from "lit";

/** The page of a view: verdict and picture, the knobs beside them or below, and what is folded. */
export const theoryViewStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .page,
  .picture,
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }
  .page {
    gap: 1.75rem clamp(1.5rem, 3vw, 3.5rem);
  }
  .picture {
    gap: 1.25rem;
  }
  .two {
    gap: 1.5rem clamp(1.5rem, 2.5vw, 3rem);
  }
  .outdated .numbers {
    opacity: 0.45;
  }
  .outdated {
    --chart-opacity: 0.3;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1.5rem;
    min-height: 2.25rem;
    font-size: 0.9rem;
  }
  .status machine-line {
    flex: 1 1 20rem;
    min-height: 0;
  }
  .more {
    border-top: 1px solid var(--line);
  }
  details {
    border-bottom: 1px solid var(--line);
  }
  summary {
    padding: 0.8rem 0.25rem;
    font-weight: 600;
  }
  details > :not(summary) {
    padding: 0 0.25rem 1.5rem;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  @media (min-width: 60rem) {
    .two {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @media (min-width: 68rem) {
    .page {
      grid-template-columns: minmax(0, 1fr) clamp(17rem, 21vw, 21rem);
      grid-template-rows: auto 1fr;
    }
    .picture,
    .more {
      grid-column: 1;
    }
    .knobs {
      grid-column: 2;
      grid-row: 1 / span 2;
      position: sticky;
      top: 1rem;
      align-self: start;
      max-height: calc(100vh - 2rem);
      overflow-y: auto;
      scrollbar-width: thin;
      /* Room for the rings of focus, which scrolling would cut off. */
      margin: -0.35rem;
      padding: 0.35rem;
    }
  }
`;
