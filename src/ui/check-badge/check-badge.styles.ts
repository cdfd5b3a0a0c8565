import { css } from "lit";

export const checkBadgeStyles = css`
  :host {
    display: grid;
    grid-template-columns: 1.1rem 1fr;
    gap: 0 0.5rem;
    align-items: start;
    min-height: 3em;
    line-height: 1.5;
  }
  svg {
    margin-top: 0.2em;
    width: 1.1rem;
    height: 1.1rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .good {
    color: var(--good);
  }
  .bad {
    color: var(--bad);
  }
  .neutral {
    color: var(--ink);
  }
  .quiet {
    color: var(--ink-muted);
  }
`;
