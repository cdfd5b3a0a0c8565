import { css } from "lit";

export const benchRooflineStyles = css`
  :host {
    display: block;
    min-width: 0;
    --chart-height: clamp(19rem, 52vh, 38rem);
  }
  figure {
    margin: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  figure > p {
    max-width: 56rem;
    margin-bottom: 0.4rem;
    font-size: 0.9rem;
    text-wrap: pretty;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1.5rem;
    margin: 0.4rem 0 0.5rem;
    padding: 0;
    list-style: none;
    font-size: 0.9rem;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  li svg {
    flex: none;
    overflow: visible;
    stroke: currentcolor;
    stroke-width: 2;
  }
  .ours {
    color: var(--accent);
  }
  .peer {
    color: var(--ink-muted);
  }
  .limit {
    color: var(--limit);
  }
  summary {
    width: fit-content;
    font-size: 0.9rem;
  }
  details .scroll {
    margin-top: 0.5rem;
  }
`;
