import { css } from "lit";

export const circleLayersStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    align-content: start;
    min-width: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .caption {
    font-size: 0.85rem;
  }
  .large {
    width: min(100%, 30rem, 60vh);
    margin: 0 auto;
  }
  .layer {
    display: grid;
    grid-template-columns: 10rem 1fr;
    align-items: center;
    gap: 0 1rem;
    font-variant-numeric: tabular-nums;
  }
  .strip {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 0.35rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .strip button {
    display: block;
    width: 100%;
    padding: 0.2rem 0.2rem 0;
    border-color: transparent;
    background: none;
    font-size: 0.8rem;
    font-variant-numeric: tabular-nums;
    color: var(--ink-muted);
  }
  .strip button[aria-pressed="true"] {
    border-color: var(--line-strong);
    background: var(--raised);
    color: var(--ink);
    font-weight: 600;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.1rem;
    justify-content: center;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.85rem;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 0.4rem;
  }
  .legend svg {
    width: 0.9rem;
    height: 0.9rem;
    overflow: visible;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
  }
`;
