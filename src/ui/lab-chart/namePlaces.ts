/** A rectangle in pixels, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A point that wants its name written beside it: its mark, and the size of the text. */
export interface NamedMark {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

const AIR = 4;

/**
 * Where each name stands: above its mark, else to a side, else below, else a line further, so that it stays inside
 * `area` and covers neither a name before it nor any of `marks`; null where no place is free.
 */
export function namePlaces(named: readonly NamedMark[], area: Box, marks: readonly Box[]): (Box | null)[] {
  const taken: Box[] = [...marks];
  return named.map((mark) => {
    const place = candidates(mark).find((box) => isInside(box, area) && !taken.some((other) => overlap(box, other)));
    if (place !== undefined) taken.push(place);
    return place ?? null;
  });
}

function candidates({ x, y, radius, width, height }: NamedMark): Box[] {
  const reach = radius + AIR;
  const [above, below, beside] = [y - reach - height, y + reach, y - height / 2];
  const places: [left: number, top: number][] = [
    [x - width / 2, above],
    [x - width + reach, above],
    [x - reach, above],
    [x - reach - width, beside],
    [x + reach, beside],
    [x - width / 2, below],
    [x - width + reach, below],
    [x - reach, below],
    [x - width / 2, above - height],
    [x - width + reach, below + height],
    [x - width / 2, below + height],
  ];
  return places.map(([left, top]) => ({ left, top, width, height }));
}

function isInside(box: Box, area: Box): boolean {
  return (
    box.left >= area.left &&
    box.top >= area.top &&
    box.left + box.width <= area.left + area.width &&
    box.top + box.height <= area.top + area.height
  );
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
