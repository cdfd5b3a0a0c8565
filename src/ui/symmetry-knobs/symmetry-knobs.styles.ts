import { css } from "lit";

export const symmetryKnobsStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 0.9rem 2rem;
    align-content: start;
  }
  .field,
  details > div {
    display: grid;
    gap: 0.3rem;
    align-content: start;
  }
  .field > label,
  legend,
  summary {
    font-weight: 500;
  }
  .quick {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem;
  }
  .quick button {
    min-height: 1.85rem;
    padding: 0.1rem 0.55rem;
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
  .quick button[aria-pressed="true"] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  details > div {
    gap: 0.9rem;
    padding-top: 0.8rem;
  }
`;
