import { css } from "lit";

export const theoryDiagramStyles = css`
  .axes .title {
    fill: var(--ink);
    font-size: 0.95rem;
  }
  .plot {
    position: absolute;
    cursor: crosshair;
    /* One finger up and down scrolls the page; across, or two fingers, are the map's. */
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }
  .plot.panning {
    cursor: grabbing;
  }
  .plot:focus-visible {
    outline-offset: 3px;
  }
  .canvases,
  .over {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .canvases {
    overflow: hidden;
    background: var(--raised);
    outline: 1px solid var(--line-strong);
  }
  .sheet {
    position: absolute;
  }
  .outdated .sheet {
    opacity: 0.3;
  }
  canvas {
    position: absolute;
    width: 100%;
    height: 100%;
    visibility: hidden;
    image-rendering: pixelated;
  }
  canvas.shown {
    visibility: visible;
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
  .over {
    overflow: hidden;
    pointer-events: none;
    fill: none;
  }
  .over.handle {
    overflow: visible;
  }
  .halo {
    stroke: var(--paper);
    stroke-width: 5.5;
    stroke-linejoin: round;
    opacity: 0.85;
  }
  .line {
    stroke: var(--ink);
    stroke-width: 2.25;
    stroke-linejoin: round;
  }
  text.name {
    fill: var(--ink);
    stroke: var(--paper);
    stroke-width: 4;
    stroke-linejoin: round;
    paint-order: stroke;
    font-size: 0.9rem;
    font-weight: 600;
  }
  .knob {
    pointer-events: auto;
    cursor: grab;
    touch-action: none;
  }
  .panning .knob,
  .holding .knob {
    cursor: grabbing;
  }
  .knob .grip {
    fill: transparent;
  }
  .knob .outer {
    fill: var(--paper);
    stroke: var(--ink);
    stroke-width: 2.5;
  }
  .knob .inner {
    fill: var(--ink);
  }
  .cross {
    stroke: var(--ink);
    stroke-width: 1;
    stroke-dasharray: 3 4;
    opacity: 0.55;
  }
  .zoom {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
    font-size: 0.85rem;
  }
  .zoom p {
    flex: 1;
    text-align: right;
  }
  .zoom button {
    min-width: 2.25rem;
    min-height: 2.25rem;
    padding: 0 0.5rem;
    line-height: 1;
  }
  button[aria-disabled="true"] {
    cursor: default;
    opacity: 0.5;
  }
  .elsewhere {
    position: absolute;
    inset: auto 0.5rem 0.5rem;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding: 0.35rem 0.35rem 0.35rem 0.75rem;
    border-radius: var(--radius);
    background: var(--paper);
    box-shadow: 0 0 0 1px var(--line-strong);
    font-size: 0.9rem;
  }
`;
