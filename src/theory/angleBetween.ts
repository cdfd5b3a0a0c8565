/**
 * arcsin(t / (1 + t)) - arcsin(t c / (1 + t)), as one angle, so that none of it is lost where c is near 1.
 *
 * Its sine is t (1 - c²) / (R + c R₁) with R₁² = 1 + 2t and R² = (1 + t)² - (t c)²; for c below 0 the same as
 * t (R - c R₁) / (1 + t)².
 */
export function angleBetween(t: number, c: number, away: number): number {
  const whole = (1 + t) ** 2;
  const one = Math.sqrt(1 + 2 * t);
  const both = Math.sqrt((1 + t * away) * (1 + t * (1 + c)));
  const sine = c > 0 ? (t * away * (1 + c)) / (both + c * one) : (t * (both - c * one)) / whole;
  return Math.atan2(sine, (one * both + t * t * c) / whole);
}
