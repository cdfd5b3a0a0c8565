import { css } from "lit";

export const runProgressStyles = css`
  p {
    display: flex;
    align-items: center;
    justify-content: end;
    gap: 0.75rem;
    font-size: 0.9rem;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  button {
    min-height: 1.75rem;
    padding-block: 0;
  }
  /* Short runs never show it. */
  .running {
    animation: appear 0s 0.25s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  progress {
    flex: 0 1 14rem;
    min-width: 0;
    accent-color: var(--accent);
  }
`;
