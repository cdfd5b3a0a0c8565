import { css } from "lit";

export const signalVerdictStyles = css`
  :host {
    display: block;
    /* Two lines each, so that what stands below keeps its place. */
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
  .unbroken {
    white-space: nowrap;
  }
  .waiting {
    opacity: 0.3;
  }
  p {
    font-size: clamp(1rem, 0.9rem + 0.35vw, 1.3rem);
    color: var(--ink-muted);
    text-wrap: pretty;
  }
  @media (min-width: 48rem) {
    :host {
      min-height: 7.75rem;
    }
  }
`;
