import { css } from "lit";

export const signalLabStyles = css`
  :host {
    display: block;
    max-width: 112rem;
    margin: 0 auto;
    padding: 0.75rem clamp(1rem, 2.5vw, 3rem) 4rem;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem clamp(1.5rem, 3vw, 3.5rem);
  }
  .outdated {
    --chart-opacity: 0.3;
  }
  .picture {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    align-content: start;
  }
  .runs,
  .seen {
    position: relative;
  }
  /* In the row of the heading, so that nothing moves. */
  run-progress {
    position: absolute;
    inset: -0.4rem 0 auto 9rem;
  }
  .seen {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: inherit;
  }
  .seen cost-card {
    position: absolute;
    inset: 0;
    z-index: 1;
  }
  .status {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem clamp(1.5rem, 2.5vw, 3rem);
    font-size: 0.9rem;
  }
  .more,
  .closer {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.25rem clamp(1.5rem, 2.5vw, 3rem);
  }
  @media (min-width: 48rem) {
    .status,
    .closer {
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
    signal-knobs {
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
