import { css } from "lit";

/** Paragraphs and the words of the glossary, where a view says why. */
export const whyStyles = css`
  :host {
    display: block;
    max-width: 44rem;
  }
  p {
    margin: 0.75rem 0;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.4rem 1.25rem;
    margin: 1.25rem 0 0;
  }
  dt {
    font-weight: 600;
  }
  dd {
    margin: 0;
  }
  .scroll {
    overflow-x: auto;
  }
  @media (max-width: 36rem) {
    dl {
      grid-template-columns: 1fr;
      gap: 0;
    }
    dd {
      margin-bottom: 0.6rem;
    }
  }
`;
