import { css } from "lit";

export const costCardStyles = css`
  :host {
    display: grid;
    place-items: center;
    background: color-mix(in srgb, var(--paper) 82%, transparent);
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
