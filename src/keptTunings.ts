/** How keys of tunings begin, as src/gpu/matmul/tuningStore.ts makes them. */
const PREFIX = "initscope matmul tuning";

/** Tunings that the browser keeps for this page between visits; none where it keeps nothing. */
export function keptTunings(): [key: string, value: string][] {
  try {
    return Object.keys(localStorage).flatMap((key) => {
      const value = key.startsWith(PREFIX) ? localStorage.getItem(key) : null;
      return value === null ? [] : [[key, value]];
    });
  } catch {
    return [];
  }
}

/** Keeps a tuning; where the browser keeps nothing, the next visit finds it again. */
export function keepTuning(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is off or full.
  }
}

/** Forgets every tuning. */
export function clearTunings(): void {
  for (const [key] of keptTunings()) localStorage.removeItem(key);
}
