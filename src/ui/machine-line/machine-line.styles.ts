import { css } from "lit";

export const machineLineStyles = css`
  :host {
    display: grid;
    grid-template: "row" / minmax(0, 1fr);
    align-content: start;
    min-height: 3em;
    color: var(--ink-muted);
  }
  /* Covers the machine's name, so that nothing moves; short runs never show it. */
  p {
    grid-area: row;
  }
  .running {
    display: flex;
    background: var(--paper);
    align-items: center;
    gap: 0.75rem;
    color: var(--ink);
    font-variant-numeric: tabular-nums;
    animation: appear 0s 0.25s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  progress {
    flex: 1;
    max-width: 14rem;
    accent-color: var(--accent);
  }
`;
