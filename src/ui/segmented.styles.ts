import { css } from "lit";

/** A row of radio buttons that look like one switch: <div class="segments"><label><input type="radio">…</label></div>. */
export const segmentedStyles = css`
  .segments {
    display: inline-flex;
    padding: 2px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
  }
  .segments label {
    position: relative;
    display: grid;
    place-items: center;
    min-width: 2rem;
    min-height: 1.85rem;
    padding: 0 0.7rem;
    border-radius: calc(var(--radius) - 3px);
    cursor: pointer;
  }
  .segments input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .segments label:has(:disabled) {
    color: var(--ink-muted);
    text-decoration: line-through;
    cursor: default;
  }
  .segments input:disabled {
    cursor: default;
  }
  .segments label:hover:not(:has(:disabled, :checked)) {
    background: var(--raised);
  }
  .segments label:has(:checked) {
    background: var(--accent);
    color: var(--on-accent);
  }
  .segments label:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
`;
