import { css } from "lit";

export const symmetryRunsStyles = css`
  :host,
  .runs,
  .run {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }
  :host {
    gap: 1.5rem;
  }
  .runs {
    gap: 2.5rem clamp(1.5rem, 2.5vw, 3rem);
  }
  .run {
    gap: 0.9rem;
  }
  /* As the lines of the losses are drawn. */
  .run {
    padding-top: 0.6rem;
    border-top: 3px solid var(--signal);
  }
  .run.second {
    border-top: 3px dashed var(--gradient);
  }
  .status {
    display: grid;
    gap: 0.25rem 1.5rem;
    font-size: 0.9rem;
  }
  .status machine-line,
  .status training-badge {
    min-height: 0;
  }
  @media (min-width: 44rem) {
    .runs {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      row-gap: 0.9rem;
    }
    /* Knobs, boundary, network and numbers of both runs stand in rows. */
    .run {
      grid-row: span 4;
      grid-template-rows: subgrid;
    }
    .status {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
