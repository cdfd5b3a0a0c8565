import type { WorkLimits } from "../batches.ts";
import { matmulWorkgroups } from "./matmulSpec.ts";
import { type MatmulVariant, tileOf } from "./variant.ts";

/** C = A B : (m, k) · (k, n) → (m, n). */
export interface MatmulShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** One dispatch of a product: the workgroups that it starts at, and how many it has. */
export interface MatmulPart {
  readonly first: readonly [x: number, y: number];
  readonly workgroups: readonly [x: number, y: number];
  readonly flop: number;
}

/** What keeps a dispatch near 50 ms and a submission near a second at this speed, but never less than `least`. */
export function limitsAt(flopPerSecond: number, least: WorkLimits): WorkLimits {
  return {
    flopPerDispatch: Math.max(least.flopPerDispatch, 0.05 * flopPerSecond),
    flopPerSubmission: Math.max(least.flopPerSubmission, flopPerSecond),
  };
}

/** WebGPU's default maxComputeWorkgroupsPerDimension. */
const MOST_WORKGROUPS = 65_535;

/** Cuts a product into dispatches of at most about `flopPerDispatch`: by rows of workgroups, and where one is too long, within it. */
export function matmulParts(variant: MatmulVariant, { m, k, n }: MatmulShape, limits: WorkLimits): MatmulPart[] {
  const [across, down] = matmulWorkgroups(variant, m, n);
  const [rows, columns] = tileOf(variant);
  const flop = 2 * rows * columns * k;
  const most = Math.max(1, Math.floor(limits.flopPerDispatch / flop));
  const x = Math.min(across, most, MOST_WORKGROUPS);
  const y = Math.min(down, Math.max(1, Math.floor(most / across)), MOST_WORKGROUPS);
  const parts: MatmulPart[] = [];
  for (let firstY = 0; firstY < down; firstY += y) {
    for (let firstX = 0; firstX < across; firstX += x) {
      const workgroups = [Math.min(x, across - firstX), Math.min(y, down - firstY)] as const;
      parts.push({ first: [firstX, firstY], workgroups, flop: workgroups[0] * workgroups[1] * flop });
    }
  }
  return parts;
}
