import { css } from "lit";

/** Native controls, dressed once for every component. */
export const controlStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button,
  select,
  input[type="number"] {
    min-height: 2.25rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--paper);
  }
  button {
    padding: 0.25rem 0.8rem;
    cursor: pointer;
  }
  button:hover:not(:disabled),
  select:hover {
    background: var(--raised);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--paper));
  }
  button.quiet {
    border-color: transparent;
    background: none;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  select {
    width: 100%;
    padding: 0.25rem 0.5rem;
  }
  input[type="number"] {
    padding: 0.25rem 0.5rem;
    font-variant-numeric: tabular-nums;
  }
  input[type="range"] {
    appearance: none;
    display: block;
    width: 100%;
    height: 1.5rem;
    margin: 0;
    background: none;
    cursor: pointer;
  }
  input[type="range"]::-webkit-slider-runnable-track {
    height: 4px;
    border-radius: 2px;
    background: linear-gradient(var(--accent) 0 0) 0 / var(--filled, 0%) 100% no-repeat var(--line-strong);
  }
  input[type="range"]::-moz-range-track {
    height: 4px;
    border-radius: 2px;
    background: var(--line-strong);
  }
  input[type="range"]::-moz-range-progress {
    height: 4px;
    border-radius: 2px;
    background: var(--accent);
  }
  input[type="range"]::-webkit-slider-thumb {
    appearance: none;
    width: 1.1rem;
    height: 1.1rem;
    margin-top: calc(2px - 0.55rem);
    border: 2px solid var(--paper);
    border-radius: 50%;
    background: var(--accent);
    box-shadow: 0 0 0 1px var(--line-strong);
  }
  input[type="range"]::-moz-range-thumb {
    width: 0.9rem;
    height: 0.9rem;
    border: 2px solid var(--paper);
    border-radius: 50%;
    background: var(--accent);
    box-shadow: 0 0 0 1px var(--line-strong);
  }
  input[type="number"] {
    appearance: textfield;
  }
  input[type="number"]::-webkit-inner-spin-button {
    appearance: none;
  }
  input[aria-invalid="true"] {
    border-color: var(--bad);
    background: var(--bad-paper);
  }
  input[type="checkbox"],
  input[type="radio"] {
    accent-color: var(--accent);
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  summary {
    cursor: pointer;
    border-radius: var(--radius);
  }
  h2,
  h3,
  p {
    margin: 0;
  }
  .error {
    color: var(--bad);
    font-size: 0.85rem;
    line-height: 1.35;
  }
  .muted {
    color: var(--ink-muted);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
