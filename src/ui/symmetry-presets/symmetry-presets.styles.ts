import { css } from "lit";

export const symmetryPresetsStyles = css`
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
  }
  /* Room for the longest, so that what stands below keeps its place. */
  p {
    max-width: 48rem;
    min-height: 4.6rem;
    margin-top: 0.9rem;
    text-wrap: pretty;
  }
  /* On a phone one row to wipe through, so that the pictures below come soon. */
  @media (max-width: 36rem) {
    ul {
      display: flex;
      overflow-x: auto;
      margin-inline: -0.35rem;
      padding: 0.35rem;
    }
    li {
      flex: 0 0 9.5rem;
    }
    p {
      min-height: 9.2rem;
    }
  }
`;
