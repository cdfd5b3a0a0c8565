/** How a slider's positions map to a field's values. Every step of the slider changes the value. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  valueAt(position: number): number;
  /** The nearest position; values beyond the slider's ends give an end. */
  positionOf(value: number): number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Whole numbers, one a step. */
export function wholeScale(low: number, high: number): SliderScale {
  return {
    min: low,
    max: high,
    step: 1,
    valueAt: (position) => position,
    positionOf: (value) => clamp(Math.round(value), low, high),
  };
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
  };
}

/** Whole numbers from `low` to `high`: one by one while small, then each `ratio` times the one before. */
export function growingWholes(low: number, high: number, ratio: number): number[] {
  const values = [low];
  for (let value = low; value < high;) {
    value = Math.min(high, Math.max(value + 1, Math.round(value * ratio)));
    values.push(value);
  }
  return values;
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
  };
}
