import { css } from "lit";

export const labChartStyles = css`
  :host {
    display: block;
    position: relative;
    height: var(--chart-height, 20rem);
    min-width: 0;
  }
  .frame {
    position: absolute;
    inset: 0;
    opacity: var(--chart-opacity, 1);
  }
  canvas {
    display: block;
  }
  .probe {
    position: absolute;
    visibility: hidden;
    pointer-events: none;
    font-size: 0.8rem;
  }
`;
