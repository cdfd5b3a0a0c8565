import type { PlanePoint, PlaneWindow } from "../theory-lab/plane.ts";

/** Where the plot of a window lies, in CSS pixels from the figure's corner. */
export interface PlotFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room for the axes, in rem: their ticks and titles. */
const MARGIN = { left: 3.9, right: 0.9, top: 0.7, bottom: 3.1 };
/** What the axis on the left needs beside its labels, for its title and marks, and for each character of a label. */
const LEFT_BESIDE = 1.9;
const LEFT_CHARACTER = 0.5;
const LEAST_HEIGHT = 15;
const MOST_SCREEN = 0.46;

/**
 * The plot in a figure so many pixels wide: as high as wide where the screen is high enough. The longest label of the
 * axis on its left has so many characters.
 */
export function plotFrame(figureWidth: number, screenHeight: number, rem: number, label = 0): PlotFrame {
  const left = Math.max(MARGIN.left, LEFT_BESIDE + LEFT_CHARACTER * label);
  const width = Math.max(1, Math.round(figureWidth - (left + MARGIN.right) * rem));
  const most = Math.max(LEAST_HEIGHT * rem, MOST_SCREEN * screenHeight);
  return {
    left: Math.round(left * rem),
    top: Math.round(MARGIN.top * rem),
    width,
    height: Math.round(Math.min(width, most)),
  };
}

/** The figure's height around a plot. */
export function figureHeight({ top, height }: PlotFrame, rem: number): number {
  return top + height + Math.round(MARGIN.bottom * rem);
}

/** A place of the plane in pixels from the plot's upper left corner. */
export function toPixels(frame: PlotFrame, window: PlaneWindow, { sigmaW2, sigmaB2 }: PlanePoint): [number, number] {
  const across = shareOf(window.sigmaW2, sigmaW2);
  const up = shareOf(window.sigmaB2, sigmaB2);
  return [across * frame.width, (1 - up) * frame.height];
}

/** The place under a pixel of the plot, in whole steps of about a pixel; pixels beyond the plot give its edge. */
export function toPlane(frame: PlotFrame, window: PlaneWindow, [x, y]: readonly [number, number]): PlanePoint {
  return {
    sigmaW2: placeAt(window.sigmaW2, x / frame.width, frame.width),
    sigmaB2: placeAt(window.sigmaB2, 1 - y / frame.height, frame.height),
  };
}

/** The point moved by so many steps of a hundredth of the window. */
export function stepped(window: PlaneWindow, point: PlanePoint, right: number, up: number): PlanePoint {
  return {
    sigmaW2: stepIn(window.sigmaW2, point.sigmaW2, right),
    sigmaB2: stepIn(window.sigmaB2, point.sigmaB2, up),
  };
}

function shareOf([low, high]: readonly [number, number], value: number): number {
  return (value - low) / (high - low);
}

function placeAt([low, high]: readonly [number, number], share: number, pixels: number): number {
  const value = low + Math.min(1, Math.max(0, share)) * (high - low);
  return Math.max(0, rounded(value, (high - low) / pixels));
}

function stepIn([low, high]: readonly [number, number], value: number, steps: number): number {
  if (steps === 0) return value;
  const step = (high - low) / 100;
  return Math.max(0, rounded(value + steps * step, step));
}

/** To the power of ten just below a step, so that numbers in the address stay short. */
function rounded(value: number, step: number): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Number(value.toFixed(Math.min(12, decimals)));
}
