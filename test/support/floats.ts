/** float32 numbers of decimals. */
export function floats(values: readonly number[]): number[] {
  return values.map(Math.fround);
}

/** Float32 numbers as NumPy prints an array of them: the shortest decimals that tell them apart, 8 after the point at most. */
export function printed(values: Iterable<number>): number[] {
  return Array.from(values, (value) => {
    for (let digits = 1; ; digits += 1) {
      const shortest = Number(value.toPrecision(digits));
      if (Math.fround(shortest) === value) return Number(shortest.toFixed(8));
    }
  });
}

/** How many float32 numbers lie from one to the other, at most, over all pairs; 0 where all are the same. */
export function floatSteps(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return Math.max(...theirs.map((value, index) => Math.abs(order(ours[index]!) - order(value))));
}

/** Consecutive whole numbers for consecutive float32 numbers. */
function order(value: number): number {
  const bits = new Int32Array(Float32Array.of(value).buffer)[0]!;
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}
