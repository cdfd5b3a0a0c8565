/** What stands in place of the verdict while a question is open. */
export function questionText(step: number): { readonly headline: string; readonly rest: string } {
  return {
    headline: `Question ${step}: predict, then run.`,
    rest: "What the runs show is said here, and checked against float64, once the question has been run.",
  };
}
