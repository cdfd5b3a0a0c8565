import { css } from "lit";

export const symmetryPresetsStyles = css`
  :host {
    container-type: inline-size;
  }
  .said {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.5rem;
    align-items: start;
    margin-top: 0.4rem;
  }
  .watch {
    width: auto;
    height: auto;
    border-color: var(--line-strong);
    white-space: nowrap;
  }
  /* Room for the longest, so that what stands below keeps its place. */
  p {
    flex: 1 1 16rem;
    max-width: 48rem;
    min-height: 3.2rem;
    text-wrap: pretty;
  }
  @container (max-width: 40rem) {
    p {
      min-height: 6.2rem;
    }
  }
  @container (max-width: 24rem) {
    p {
      min-height: 9.2rem;
    }
    ul {
      gap: 0.35rem;
    }
    button {
      padding: 0.4rem 0.75rem;
    }
  }
  /* Above the pictures, and not beside them, one row to wipe through: so the pictures come soon. */
  @media (max-width: 67.99rem) {
    ul {
      display: flex;
      overflow-x: auto;
      margin-inline: -0.35rem;
      padding: 0.35rem;
      scrollbar-width: thin;
    }
    li {
      flex: 0 0 9.5rem;
    }
  }
`;
