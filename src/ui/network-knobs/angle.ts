import { type FieldSpec, finiteNumber } from "../../experiments/fields.ts";

const DEGREES = 180 / Math.PI;
/** An angle is shown to a ten-thousandth of a degree; a correlation of whole degrees comes back to them. */
const ANGLE_DECIMALS = 4;
const CORRELATION_DIGITS = 12;

/** What the box of an angle allows. */
export const ANGLE_FIELD: FieldSpec = {
  key: "angle",
  name: "angle",
  help: "angle between the two inputs, in degrees",
  ...finiteNumber("a number of degrees from 0 to 180", (value) => value >= 0 && value <= 180),
};

/** The angle between two inputs of this correlation, in degrees; one beyond ±1 is off by rounding. */
export function degreesOf(correlation: number): number {
  return Number((Math.acos(Math.min(1, Math.max(-1, correlation))) * DEGREES).toFixed(ANGLE_DECIMALS));
}

/** The correlation of two inputs at an angle in degrees; exactly 0 at a right angle. */
export function correlationOf(degrees: number): number {
  return Number(Math.cos(degrees / DEGREES).toFixed(CORRELATION_DIGITS)) + 0;
}
