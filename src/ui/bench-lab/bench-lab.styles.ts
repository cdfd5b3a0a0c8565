import { css } from "lit";

export const benchLabStyles = css`
  :host {
    display: block;
    max-width: 112rem;
    margin: 0 auto;
    padding: 1.25rem clamp(1rem, 2.5vw, 3rem) 4rem;
  }
  .page,
  .picture,
  .more {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }
  .page {
    gap: 2rem clamp(1.5rem, 3vw, 3.5rem);
  }
  .picture {
    gap: 1.5rem;
  }
  .more {
    gap: 2.25rem;
  }
  h1 {
    margin: 0 0 0.4rem;
    font-size: clamp(1.55rem, 1rem + 1.6vw, 2.6rem);
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .verdict p {
    max-width: 62rem;
    font-size: clamp(1rem, 0.9rem + 0.35vw, 1.3rem);
    color: var(--ink-muted);
    text-wrap: pretty;
  }
  .run {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem 1rem;
    min-height: 2.75rem;
  }
  .run .primary {
    min-width: 7rem;
    min-height: 2.75rem;
    font-weight: 600;
  }
  .running {
    display: grid;
    flex: 1 1 18rem;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 0.75rem;
    font-variant-numeric: tabular-nums;
  }
  .running span {
    grid-column: 1 / -1;
    font-size: 0.9rem;
  }
  progress {
    width: 100%;
    accent-color: var(--accent);
  }
  @media (min-width: 68rem) {
    .page {
      grid-template-columns: minmax(0, 1fr) clamp(17rem, 23vw, 22rem);
      grid-template-rows: auto 1fr;
    }
    .picture {
      grid-column: 1;
    }
    .more {
      grid-column: 1 / -1;
      grid-row: 2;
    }
    bench-knobs {
      grid-column: 2;
      grid-row: 1;
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
