/** A number that a chart can draw, or null: theory has none where every preactivation is 0. */
export function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
