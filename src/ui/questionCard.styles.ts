import { css } from "lit";

/** A card that asks a person to predict first. */
export const questionCardStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.7rem;
    align-content: start;
    align-self: start;
    scroll-margin-top: 1rem;
    padding: 1.1rem 1.25rem 1.25rem;
    border-radius: calc(var(--radius) * 1.5);
    background: var(--raised);
  }
`;
