import { css } from "lit";

export const signalLabStyles = css`
  :host {
    display: block;
    max-width: 112rem;
    margin: 0 auto;
    padding: 1.25rem clamp(1rem, 2.5vw, 3rem) 4rem;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem clamp(1.5rem, 3vw, 3.5rem);
  }
  .verdict {
    min-height: 9.5rem;
  }
  h1 {
    margin: 0 0 0.4rem;
    font-size: clamp(1.55rem, 1rem + 1.6vw, 2.6rem);
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  .waiting {
    opacity: 0.3;
  }
  .verdict p {
    font-size: clamp(1rem, 0.9rem + 0.35vw, 1.3rem);
    color: var(--ink-muted);
    text-wrap: pretty;
  }
  .picture {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    align-content: start;
  }
  .charts {
    position: relative;
  }
  .ask {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: grid;
    place-items: center;
    background: color-mix(in srgb, var(--paper) 82%, transparent);
  }
  .ask > div {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    max-width: 26rem;
    margin: 1rem;
    padding: 1.25rem 1.5rem;
    border: 1px solid var(--line-strong);
    border-radius: calc(var(--radius) * 1.5);
    background: var(--paper);
  }
  .status {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem clamp(1.5rem, 2.5vw, 3rem);
    font-size: 0.9rem;
  }
  .machine {
    display: grid;
    grid-template: "row" / minmax(0, 1fr);
    align-content: start;
    min-height: 3em;
    color: var(--ink-muted);
  }
  /* Covers the machine's name, so that nothing moves; short runs never show it. */
  .machine > * {
    grid-area: row;
  }
  .running {
    display: flex;
    background: var(--paper);
    align-items: center;
    gap: 0.75rem;
    color: var(--ink);
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
    max-width: 14rem;
    accent-color: var(--accent);
  }
  .more,
  .closer {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.25rem clamp(1.5rem, 2.5vw, 3rem);
  }
  @media (min-width: 48rem) {
    .verdict {
      min-height: 7.75rem;
    }
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
    }
  }
`;
