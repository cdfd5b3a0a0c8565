import { css } from "lit";

/** What a verdict adds that can be out of date or absent. */
export const signalVerdictStyles = css`
  .outdated h1 {
    color: var(--ink-muted);
    font-weight: 400;
  }
  .outdated .note,
  .reason {
    color: var(--ink);
  }
`;
