import { css } from "lit";

/**
 * A shade at the edge of a box beyond which there are more columns; it scrolls away with the last of them. A box with a
 * ground of its own names it in --scroll-ground.
 */
export const scrollCueStyles = css`
  .scroll {
    background:
      linear-gradient(to right, var(--scroll-ground, var(--paper)) 40%, transparent) left / 3rem 100% no-repeat local,
      linear-gradient(to left, var(--scroll-ground, var(--paper)) 40%, transparent) right / 3rem 100% no-repeat local,
      linear-gradient(to right, var(--line-strong), transparent) left / 0.9rem 100% no-repeat scroll,
      linear-gradient(to left, var(--line-strong), transparent) right / 0.9rem 100% no-repeat scroll;
  }
`;
