import { css } from "lit";

/** A heading over a grid of presets: buttons with a title and a line of what they show. */
export const presetCardStyles = css`
  :host {
    display: block;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(max(9.5rem, 19%), 1fr));
    gap: 0.6rem;
    margin: 0.6rem 0 0;
    padding: 0;
    list-style: none;
  }
  button {
    display: grid;
    gap: 0.1rem;
    align-content: start;
    width: 100%;
    height: 100%;
    padding: 0.6rem 0.8rem;
    border-color: transparent;
    background: var(--raised);
    text-align: left;
    line-height: 1.35;
  }
  button:hover:not(:disabled) {
    border-color: var(--line-strong);
  }
  button[aria-pressed="true"] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  small {
    font-size: 0.8rem;
    color: var(--ink-muted);
  }
`;
