import { css } from "lit";

export const machineLineStyles = css`
  :host {
    display: block;
    min-height: 3em;
    color: var(--ink-muted);
  }
`;
