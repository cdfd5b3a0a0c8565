import { css } from "lit";

/** A lab's verdict: the most important sentence large, the rest beneath, with room kept for two lines of each. */
export const verdictStyles = css`
  :host {
    display: block;
    /* Two lines each, so that what stands below keeps its place. */
    min-height: 8.5rem;
  }
  h1 {
    margin: 0 0 0.4rem;
    font-size: clamp(1.5rem, 1rem + 1.35vw, 2.6rem);
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  .unbroken {
    white-space: nowrap;
  }
  p {
    font-size: clamp(1rem, 0.9rem + 0.25vw, 1.25rem);
    color: var(--ink-muted);
    text-wrap: pretty;
  }
  @media (min-width: 48rem) {
    :host {
      min-height: 6.25rem;
    }
  }
`;
