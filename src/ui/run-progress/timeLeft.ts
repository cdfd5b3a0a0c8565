import { formatDuration } from "../format.ts";

/** Seconds that a run has taken before its pace is believed, and that it must still take to be told of. */
const LEAST_SECONDS = 3;

/** How long a run will take on at its pace so far, in words; "" where that is not known or not worth saying. */
export function timeLeftText(seconds: number, progress: number): string {
  if (seconds < LEAST_SECONDS || progress <= 0) return "";
  const left = (seconds * (1 - progress)) / progress;
  return left < LEAST_SECONDS ? "" : `, about ${formatDuration(left)} left`;
}
