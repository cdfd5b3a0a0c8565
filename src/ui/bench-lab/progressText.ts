const STEPS = 4;

/** Progress for those who hear the page: told again at each quarter, not at each step of the work. */
export function progressText(fraction: number): string {
  const quarter = Math.floor(fraction * STEPS);
  return quarter === 0 ? "Measuring has begun." : `${(quarter * 100) / STEPS} % is measured.`;
}
