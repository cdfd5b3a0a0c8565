import { css } from "lit";

export const symmetryLabStyles = css`
  :host {
    --beside: clamp(1rem, 2.5vw, 3rem);
    display: block;
    max-width: 112rem;
    margin: 0 auto;
    padding: 1.25rem var(--beside) 4rem;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 1.25rem clamp(1.5rem, 3vw, 3.5rem);
  }
  symmetry-player {
    position: sticky;
    top: 0;
    z-index: 2;
    padding: 0.5rem 0;
    background: var(--paper);
  }
  details {
    border-block: 1px solid var(--line);
  }
  summary {
    padding: 0.8rem 0.25rem;
    font-weight: 600;
  }
  details > :not(summary) {
    padding: 0 0.25rem 1.5rem;
  }
  /* One column: what plays first, what to play, the pictures; the lesson's card behind them until it is opened. */
  @media (max-width: 67.99rem) {
    .offers,
    .picture {
      display: contents;
    }
    symmetry-presets,
    .learning symmetry-lesson {
      order: -1;
    }
    /* As wide as the page, for what passes below it. */
    symmetry-player {
      order: -2;
      margin-inline: calc(-1 * var(--beside));
      padding-inline: var(--beside);
    }
    theory-verdict {
      order: -3;
    }
  }
  /* Verdict and picture on the left; beside both what to look at, and below it the knobs, which then stay in sight. */
  @media (min-width: 68rem) {
    .page {
      grid-template-columns: minmax(0, 1fr) clamp(17rem, 21vw, 21rem);
      grid-template-rows: auto auto 1fr auto;
    }
    .offers,
    .picture {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 1.25rem;
    }
    .picture {
      gap: 1rem;
    }
    theory-verdict,
    .picture,
    .more {
      grid-column: 1;
    }
    .picture {
      grid-row: 2 / span 2;
    }
    .more {
      grid-row: 4;
    }
    .offers,
    symmetry-knobs {
      grid-column: 2;
    }
    .offers {
      grid-row: 1 / span 2;
    }
    symmetry-knobs {
      grid-row: 3 / span 2;
      position: sticky;
      top: 1rem;
      align-self: start;
    }
  }
`;
