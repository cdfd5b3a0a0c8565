import type { DiagramPainted } from "../../experiments/theory/theoryLab.ts";
import type { DiagramQuantity } from "../../model/diagram.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { formatNumber, plainNumber, trimmed } from "../format.ts";
import type { PlanePoint, PlaneWindow } from "../theory-lab/plane.ts";
import type { FieldAt } from "./mapShown.ts";
import { QUANTITIES } from "./quantities.ts";

/** Who painted, how much, in which time, and what failed. */
export function paintedText({ engine, columns, rows, milliseconds, reason }: DiagramPainted): string {
  const machine = engine.kind === "gpu" ? `on ${engine.adapter}` : "in float64 on the CPU";
  const text = `${columns} × ${rows} cells ${machine}, in ${Math.max(1, Math.round(milliseconds))} ms`;
  return reason === null ? text : `${text}. ${reason}`;
}

const FLOAT_DIGITS = 15;

/** A factor with as many digits as tell it from 1, if not fewer than `least`: 0.97, 0.99999, 1.00002. */
export function factorText(factor: number, least: number): string {
  const distance = Math.abs(factor - 1);
  // Below 1 the first digit that is no 9 stands one place earlier than above it the first that is no 0.
  const telling = distance === 0 ? 0 : (factor > 1 ? 1 : 0) - Math.floor(Math.log10(distance));
  return trimmed(formatNumber(factor, Math.min(FLOAT_DIGITS, Math.max(least, telling))));
}

/** The place of a verdict in a few words. */
export function placeText({ activation, point }: FieldAt): string {
  const { sigmaW2, sigmaB2 } = point;
  return `${nonlinearityOf(activation).label} at σ_w² ${plainNumber(sigmaW2)}, σ_b² ${plainNumber(sigmaB2)}`;
}

/** Activations of more than one fixed point: along an edge that is no critical line, q* goes from one to another. */
const JUMPING: readonly NonlinearityId[] = ["gelu", "silu"];

/** What an edge in the colours is where no line is drawn along it; "" where there is none. */
export function jumpText(activation: NonlinearityId): string {
  return JUMPING.includes(activation) ? "Where the colour jumps, q* leaps from one fixed point to another." : "";
}

/** The diagram in words, for those who do not see it. */
export function summaryOf(quantity: DiagramQuantity, { sigmaW2, sigmaB2 }: PlaneWindow, point: PlanePoint): string {
  const range = ([low, high]: readonly [number, number]): string => `${plainNumber(low)} to ${plainNumber(high)}`;
  const { text, meaning } = QUANTITIES[quantity];
  return (
    `Phase diagram: ${text}, ${meaning}, over σ_w² from ${range(sigmaW2)} and σ_b² from ${range(sigmaB2)}. ` +
    `The point is at σ_w² ${plainNumber(point.sigmaW2)}, σ_b² ${plainNumber(point.sigmaB2)}.`
  );
}
