import { css } from "lit";

export const layerFigureStyles = css`
  :host {
    display: block;
    min-width: 0;
    --chart-height: clamp(15rem, 44vh, 32rem);
  }
  figure {
    margin: 0;
  }
  figure > p {
    margin-bottom: 0.4rem;
    font-size: 0.85rem;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .plot {
    position: relative;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 2rem;
    background: var(--paper);
    color: var(--ink-muted);
    text-align: center;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    min-height: 1.6em;
    margin: 0.25rem 0 0;
    padding: 0;
    list-style: none;
    font-size: 0.85rem;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.45rem;
  }
  svg {
    flex: none;
    overflow: visible;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
  }
  .signal {
    color: var(--signal);
  }
  .gradient {
    color: var(--gradient);
  }
  .theory {
    color: var(--theory);
  }
  .limit {
    color: var(--limit);
  }
  .peer {
    color: var(--ink-muted);
  }
`;
