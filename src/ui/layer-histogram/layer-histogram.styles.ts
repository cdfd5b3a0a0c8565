import { css } from "lit";

export const layerHistogramStyles = css`
  :host {
    display: block;
    min-width: 0;
    --chart-height: 15rem;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  .layer {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0 1rem;
    margin: 0.25rem 0 0.75rem;
  }
  .layer label {
    font-variant-numeric: tabular-nums;
  }
  .share {
    height: 0.6rem;
    margin: 0.35rem 0 0.75rem;
    border: 1.5px solid var(--signal);
    border-radius: 3px;
    background: linear-gradient(var(--signal) 0 0) right / calc(100% - var(--zeros)) 100% no-repeat;
  }
  .zeros,
  .beyond {
    font-size: 0.9rem;
  }
  .empty {
    display: grid;
    place-items: center;
    height: var(--chart-height);
    color: var(--ink-muted);
  }
`;
