import { css } from "lit";

export const trainingLossStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
`;
