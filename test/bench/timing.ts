/** Middle and spread of repeated timings, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly rounds: number;
}

/** Runs `work` `rounds` times, one after the other, after one round that is not counted. */
export async function timed(rounds: number, work: () => Promise<unknown>): Promise<Timing> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, lowest: times[0]!, highest: times.at(-1)!, rounds };
}

/** One timing of work that can only be done once. */
export async function once(work: () => Promise<unknown>): Promise<Timing> {
  const start = performance.now();
  await work();
  const time = performance.now() - start;
  return { median: time, lowest: time, highest: time, rounds: 1 };
}
