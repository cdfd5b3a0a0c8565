/** Half the distance from 1 to the next float32: the most that one rounding is off, relative to its result. */
export const UNIT_ROUNDOFF = 2 ** -24;
