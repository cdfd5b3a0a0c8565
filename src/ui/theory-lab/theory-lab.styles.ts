import { css } from "lit";

export const theoryLabStyles = css`
  :host {
    display: block;
    max-width: 112rem;
    margin: 0 auto;
    padding: 0.25rem clamp(1rem, 2.5vw, 3rem) 4rem;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    width: fit-content;
    max-width: 100%;
    margin-bottom: 1rem;
    padding: 2px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
  }
  nav a {
    display: grid;
    place-items: center;
    min-height: 1.85rem;
    padding: 0 0.8rem;
    border-radius: calc(var(--radius) - 3px);
    color: inherit;
    text-decoration: none;
  }
  nav a:hover:not([aria-current]) {
    background: var(--raised);
  }
  nav a[aria-current] {
    background: var(--accent);
    color: var(--on-accent);
  }
`;
