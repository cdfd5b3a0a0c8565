import { css } from "lit";

export const numberKnobStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  :host([disabled]) {
    opacity: 0.55;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
  }
  label {
    font-weight: 500;
  }
  small {
    font-size: 0.85rem;
    font-weight: 400;
    color: var(--ink-muted);
  }
  .head input {
    width: 6.5rem;
    text-align: right;
  }
  .track {
    position: relative;
    padding-top: 0.15rem;
  }
  .marks {
    position: absolute;
    inset: auto 0.55rem 0;
    height: 0.35rem;
    pointer-events: none;
  }
  .marks i {
    position: absolute;
    width: 2px;
    height: 100%;
    margin-left: -1px;
    background: var(--ink-muted);
  }
`;
