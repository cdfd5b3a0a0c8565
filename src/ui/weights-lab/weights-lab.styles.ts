import { css } from "lit";

export const weightsLabStyles = css`
  :host {
    display: block;
    max-width: 112rem;
    margin: 0 auto;
    padding: 1.25rem clamp(1rem, 2.5vw, 3rem) 4rem;
  }
  .page,
  .picture,
  .more,
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }
  .page {
    gap: 1.75rem clamp(1.5rem, 3vw, 3.5rem);
  }
  .picture {
    gap: 1.75rem;
  }
  .more {
    gap: 2.5rem;
  }
  .two {
    gap: 1.75rem clamp(1.5rem, 2.5vw, 3rem);
  }
  h1 {
    margin: 0 0 0.4rem;
    font-size: clamp(1.55rem, 1rem + 1.6vw, 2.6rem);
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  .verdict p {
    font-size: clamp(1rem, 0.9rem + 0.35vw, 1.3rem);
    color: var(--ink-muted);
    text-wrap: pretty;
  }
  .running {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0.3rem 0;
    background: var(--paper);
    font-variant-numeric: tabular-nums;
    animation: appear 0s 0.25s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  progress {
    flex: 1;
    max-width: 20rem;
    accent-color: var(--accent);
  }
  @media (min-width: 48rem) {
    .two {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @media (min-width: 68rem) {
    .page {
      grid-template-columns: minmax(0, 1fr) clamp(16rem, 20vw, 20rem);
      grid-template-rows: auto 1fr;
    }
    .picture,
    .more {
      grid-column: 1;
    }
    weights-knobs {
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
