import { css } from "lit";

export const costCardStyles = css`
  :host {
    display: grid;
    place-items: start center;
    /* Picture and charts below are dim already. */
    background: color-mix(in srgb, var(--paper) 50%, transparent);
  }
  /* Stays in sight while picture and charts are scrolled. */
  div {
    position: sticky;
    top: 1rem;
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    max-width: 26rem;
    padding: 1.25rem 1.5rem;
    border: 1px solid var(--line-strong);
    border-radius: calc(var(--radius) * 1.5);
    background: var(--paper);
  }
  /* Below the picture's heading, where there is room. */
  @media (min-width: 48rem) {
    div {
      margin-top: 4rem;
    }
  }
`;
