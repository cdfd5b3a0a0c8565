import { css } from "lit";

export const theoryGeometryStyles = css`
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
    align-content: start;
    --chart-height: clamp(14rem, 38vh, 24rem);
  }
  .numbers {
    --chart-height: 12rem;
  }
`;
