import { css } from "lit";

export const costCardStyles = css`
  :host {
    display: grid;
    /* On a narrow screen the charts stand in a column: its middle may be out of sight. */
    place-items: start center;
    padding-top: 3rem;
    /* The charts below are dim already. */
    background: color-mix(in srgb, var(--paper) 50%, transparent);
  }
  @media (min-width: 48rem) {
    :host {
      place-items: center;
      padding-top: 0;
    }
  }
  div {
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
`;
