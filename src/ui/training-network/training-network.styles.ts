import { css } from "lit";

export const trainingNetworkStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .stage {
    position: relative;
    border-radius: var(--radius);
  }
  .stage:focus-visible {
    outline-offset: 0;
  }
  canvas {
    display: block;
    width: 100%;
  }
  .readout {
    min-height: 3em;
    font-size: 0.85rem;
    line-height: 1.5;
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1.25rem;
    margin-bottom: 0.35rem;
    font-size: 0.85rem;
  }
  .scale {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    font-variant-numeric: tabular-nums;
  }
  .bar {
    width: 6rem;
    height: 0.7rem;
    border-radius: 2px;
  }
  .key {
    display: inline-grid;
    place-items: center;
    width: 1.4rem;
    height: 1.4rem;
    margin-right: 0.3rem;
    border: 2.5px solid var(--ink);
    border-radius: 50%;
    font-size: 0.8rem;
    font-weight: 600;
    line-height: 1;
  }
`;
