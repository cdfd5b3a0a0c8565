import { css } from "lit";

export const theoryCriticalStyles = css`
  .layers {
    display: grid;
    gap: 0.35rem;
  }
  .layers label {
    font-weight: 500;
  }
  .layers input {
    width: 100%;
    min-height: 2.25rem;
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--paper);
    font-variant-numeric: tabular-nums;
  }
  .layers input[aria-invalid="true"] {
    border-color: var(--bad);
    background: var(--bad-paper);
  }
  .layers .hint {
    font-size: 0.85rem;
    color: var(--ink-muted);
  }
  /* A person on the way to another list passes those that are none. */
  .layers .error {
    animation: appear 0s 0.4s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
`;
