import { css } from "lit";

export const signalPictureStyles = css`
  :host {
    display: block;
    min-width: 0;
    --label: 2.5rem;
  }
  figure {
    margin: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .caption,
  .layers,
  .legend {
    font-size: 0.85rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 0.25rem 2rem;
    margin-bottom: 0.4rem;
  }
  .head > div:first-child {
    flex: 1 1 16rem;
    max-width: 34rem;
  }
  /* Whole pixels for each of the notebook's 80 units, and for the gap between the panels. */
  .plot {
    position: relative;
    height: 168px;
    margin-left: var(--label);
  }
  .canvases,
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  canvas {
    visibility: hidden;
    image-rendering: pixelated;
    opacity: var(--chart-opacity, 1);
  }
  canvas.shown {
    visibility: visible;
  }
  .panel {
    position: absolute;
    left: calc(-1 * var(--label));
    width: var(--label);
    height: 50%;
    display: grid;
    place-items: center;
    writing-mode: vertical-rl;
    rotate: 180deg;
    font-size: 0.85rem;
    font-weight: 600;
  }
  .panel.signal {
    top: 0;
    color: var(--signal);
  }
  .panel.gradient {
    bottom: 0;
    color: var(--gradient);
  }
  /* A slider as large as the picture, its thumb the column of the chosen layer. */
  input[type="range"] {
    position: absolute;
    inset: 0;
    height: 100%;
  }
  input[type="range"]::-webkit-slider-runnable-track {
    height: 100%;
    background: none;
  }
  input[type="range"]::-moz-range-track,
  input[type="range"]::-moz-range-progress {
    height: 100%;
    background: none;
  }
  input[type="range"]::-webkit-slider-thumb {
    width: var(--column);
    height: 100%;
    margin: 0;
    border: 0;
    border-radius: 1px;
    background: none;
    box-shadow: var(--ring);
  }
  input[type="range"]::-moz-range-thumb {
    width: var(--column);
    height: 100%;
    border: 0;
    border-radius: 1px;
    background: none;
    box-shadow: var(--ring);
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 1rem;
    background: var(--paper);
    color: var(--ink-muted);
    text-align: center;
  }
  .unseen {
    visibility: hidden;
  }
  .ticks {
    position: relative;
    height: 1.4em;
    font-variant-numeric: tabular-nums;
  }
  .ticks span {
    position: absolute;
    translate: -50% 0;
  }
  .layers {
    position: relative;
    margin-left: var(--label);
    color: var(--ink-muted);
  }
  .layers > span {
    position: absolute;
    left: calc(-1 * var(--label));
  }
  .legend {
    flex: 0 1 29rem;
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0.25rem 1.5rem;
  }
  .scale {
    flex: 1 1 13rem;
    padding: 0 1.25rem;
  }
  .bar {
    height: 0.7rem;
    margin-top: 0.3rem;
    outline: 1px solid var(--line);
  }
  .silent {
    display: flex;
    white-space: nowrap;
    align-items: center;
    gap: 0.45rem;
  }
  .silent i {
    width: 1.1rem;
    height: 0.7rem;
    outline: 1px solid var(--line-strong);
  }
  @media (min-height: 60rem) {
    .plot {
      height: 336px;
    }
  }
`;
