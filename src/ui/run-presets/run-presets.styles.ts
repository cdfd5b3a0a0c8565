import { css } from "lit";

export const runPresetsStyles = css`
  :host {
    display: block;
  }
  h2 {
    font-size: 0.85rem;
    font-weight: 500;
    color: var(--ink-muted);
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(max(9rem, 30%), 1fr));
    gap: 0.4rem;
    margin: 0.3rem 0 0;
    padding: 0;
    list-style: none;
  }
  /* Signal on the left, its gradient on the right. */
  @media (max-width: 34rem) {
    ul {
      grid-template: repeat(3, auto) / repeat(2, minmax(0, 1fr));
      grid-auto-flow: column;
    }
  }
  /* Its place stays, so that nothing moves when the challenge is solved. */
  .secret {
    visibility: hidden;
  }
  button {
    display: grid;
    gap: 0.1rem;
    align-content: start;
    width: 100%;
    height: 100%;
    padding: 0.3rem 0.65rem;
    border-color: transparent;
    background: var(--raised);
    text-align: left;
    font-size: 0.9rem;
    line-height: 1.3;
  }
  button:hover {
    border-color: var(--line-strong);
  }
  button[aria-pressed="true"] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  small {
    font-size: 0.8rem;
    color: var(--ink-muted);
    font-variant-numeric: tabular-nums;
  }
`;
