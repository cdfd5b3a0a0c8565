import { css } from "lit";

export const challengeCardStyles = css`
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.6rem;
  }
  label {
    display: grid;
    gap: 0.2rem;
  }
  form input {
    width: 9rem;
  }
  .feedback {
    display: grid;
    grid-template-columns: 1.1rem 1fr;
    gap: 0.5rem;
    font-weight: 500;
  }
  svg {
    width: 1.1rem;
    height: 1.1rem;
    margin-top: 0.2em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .solved svg {
    color: var(--good);
  }
`;
