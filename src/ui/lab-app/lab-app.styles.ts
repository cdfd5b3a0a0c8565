import { css } from "lit";

export const labAppStyles = css`
  :host {
    display: block;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.5rem;
    max-width: 112rem;
    min-height: 3.5rem;
    margin: 0 auto;
    padding: 0.5rem clamp(1rem, 2.5vw, 3rem);
  }
  .name {
    font-weight: 700;
    letter-spacing: -0.01em;
    color: inherit;
    text-decoration: none;
  }
  nav {
    display: flex;
    flex: 1;
    gap: 1.25rem;
  }
  nav a {
    padding: 0.3rem 0.1rem;
    border-bottom: 2px solid transparent;
    color: var(--ink-muted);
    text-decoration: none;
  }
  nav a:hover {
    color: var(--ink);
  }
  nav a[aria-current] {
    border-bottom-color: var(--accent);
    color: var(--ink);
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .tools button {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .segments label {
    padding: 0 0.4rem;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  svg {
    width: 1.15rem;
    height: 1.15rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .notices {
    max-width: 112rem;
    margin: 0 auto;
    padding: 0 clamp(1rem, 2.5vw, 3rem);
  }
  @media (max-width: 30rem) {
    header {
      gap: 0.25rem 1rem;
    }
    nav {
      gap: 0.75rem;
      font-size: 0.95rem;
    }
    .share-word {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;
