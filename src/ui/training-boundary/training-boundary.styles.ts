import { css } from "lit";

export const trainingBoundaryStyles = css`
  figure {
    margin: 0;
  }
  .axes .title {
    fill: var(--ink);
    font-size: 0.9rem;
  }
  .plot {
    position: absolute;
    overflow: hidden;
    background: var(--raised);
    outline: 1px solid var(--line-strong);
  }
  canvas,
  .examples {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  canvas {
    visibility: hidden;
  }
  canvas.shown {
    visibility: visible;
  }
  /* A layer of its own: the examples are not drawn anew when the boundary moves under them. */
  .examples {
    will-change: transform;
    stroke-width: 1;
    stroke-linejoin: round;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 1rem;
    color: var(--ink-muted);
    text-align: center;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 1rem;
    margin-bottom: 0.3rem;
  }
  .right {
    font-size: 1.1rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1.25rem;
    font-size: 0.85rem;
  }
  .legend ul {
    display: contents;
    list-style: none;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 0.35rem;
  }
  .legend svg {
    flex: none;
    width: 0.95rem;
    height: 0.95rem;
    overflow: visible;
  }
  .scale {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.45rem;
  }
  .bar {
    width: 6.5rem;
    height: 0.7rem;
    border-radius: 2px;
    outline: 1px solid var(--line);
  }
`;
