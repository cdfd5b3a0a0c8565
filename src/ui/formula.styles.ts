import { css } from "lit";

/**
 * Letters of formulas in the page's own italics: the browser would take mathematical letters, which many
 * systems have no font for. Names of several letters stay upright.
 */
export const formulaStyles = css`
  mi {
    text-transform: none;
    font-style: italic;
  }
  mi.name {
    font-style: normal;
  }
  math[display="block"] {
    margin: 1rem 0;
    font-size: 1.15rem;
  }
`;
