/** How a slider's positions map to a field's values. Every step of the slider changes the value. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  valueAt(position: number): number;
  /** The nearest position; values beyond the slider's ends give an end. */
  positionOf(value: number): number;
  /** The same slider with one more value that it can rest on: where a person came from, they can return to. */
  including(value: number): SliderScale;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Whole numbers, one a step. */
export function wholeScale(low: number, high: number): SliderScale {
  const scale: SliderScale = {
    min: low,
    max: high,
    step: 1,
    valueAt: (position) => position,
    positionOf: (value) => clamp(Math.round(value), low, high),
    including: () => scale,
  };
  return scale;
}

/** A list of rising values, one a step. */
export function listScale(values: readonly number[]): SliderScale {
  const last = values.length - 1;
  return {
    min: 0,
    max: last,
    step: 1,
    valueAt: (position) => values[clamp(Math.round(position), 0, last)]!,
    positionOf: (value) => {
      const above = values.findIndex((candidate) => candidate >= value);
      if (above <= 0) return above === 0 ? 0 : last;
      const [low, high] = [Math.log(values[above - 1]!), Math.log(values[above]!)];
      return Math.log(value) - low < high - Math.log(value) ? above - 1 : above;
    },
    including: (value) =>
      value < values[0]! || value > values[last]! || values.includes(value)
        ? listScale(values)
        : listScale([...values, value].toSorted((a, b) => a - b)),
  };
}

/** From which whole number on a slider of round numbers takes which step. */
const ROUND_STEPS: readonly (readonly [from: number, step: number])[] = [
  [1, 1],
  [100, 4],
  [200, 10],
  [500, 20],
  [1000, 50],
];

/** Whole numbers from 1 to `high` that people choose: one by one to 100, then round ones, and every power of two. */
export function roundWholes(high: number): number[] {
  const values = new Set<number>();
  for (const [index, [from, step]] of ROUND_STEPS.entries()) {
    const end = Math.min(high, ROUND_STEPS[index + 1]?.[0] ?? high);
    for (let value = from; value <= end; value += step) values.add(value);
  }
  for (let power = 1; power <= high; power *= 2) values.add(power);
  return [...values, high].toSorted((a, b) => a - b).filter((value, index, all) => value !== all[index - 1]);
}

/** 1, 2, 5, 10, 20, 50 ... up to `high`. */
export function oneTwoFive(high: number): number[] {
  const values: number[] = [];
  for (let decade = 1; decade <= high; decade *= 10) {
    values.push(...[1, 2, 5].map((factor) => factor * decade).filter((value) => value <= high));
  }
  return values;
}

/** Three significant digits on a log scale of base ten; a position beside one of `marks` gives that mark exactly. */
export function logScale(low: number, high: number, step: number, marks: readonly number[]): SliderScale {
  return {
    min: low,
    max: high,
    step,
    valueAt: (position) => {
      const mark = marks.find((value) => Math.abs(Math.log10(value) - position) <= step * 0.5);
      return mark ?? Number((10 ** position).toPrecision(3));
    },
    positionOf: (value) => clamp(Math.log10(value), low, high),
    including: (value) => logScale(low, high, step, [value, ...marks]),
  };
}
