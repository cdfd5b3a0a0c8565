import { css } from "lit";

export const symmetryPlayerStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .buttons {
    display: flex;
    gap: 0.4rem;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45rem;
    white-space: nowrap;
  }
  .play {
    min-width: 6.25rem;
  }
  svg {
    width: 1.05rem;
    height: 1.05rem;
    fill: currentcolor;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [aria-disabled="true"] {
    opacity: 0.55;
    cursor: default;
  }
  .count {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .count b {
    display: inline-block;
    min-width: 3.6ch;
    font-size: 1.15rem;
    font-weight: 600;
    text-align: right;
  }
  .speed {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-left: auto;
    font-size: 0.9rem;
    color: var(--ink-muted);
    white-space: nowrap;
  }
  .speed select {
    width: auto;
    color: var(--ink);
  }
  @media (max-width: 30rem) {
    .speed {
      margin-left: 0;
    }
  }
`;
