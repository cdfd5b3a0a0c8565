import type { MeanFieldPoint } from "../../model/meanField.ts";
import { python } from "../weights/codeInitializers.ts";

/** A network to be written as a program. */
export interface CriticalNetwork extends MeanFieldPoint {
  /** Units of each layer, the input first and the output last. */
  readonly layers: readonly number[];
}

/** What every program begins with, after its imports. */
export function headerLines({ activation, sigmaW2, sigmaB2, layers }: CriticalNetwork): string[] {
  return [
    `sizes = ${sizesText(layers)}`,
    `sigma_w2 = ${python(sigmaW2)}  # fan_in times the variance of a weight: critical for ${activation}`,
    `sigma_b2 = ${python(sigmaB2)}  # variance of a bias`,
  ];
}

/** [784] + 50 * [512] + [10], or [2, 3, 1] where little would be gained. */
export function sizesText(layers: readonly number[]): string {
  const parts: string[] = [];
  let plain: number[] = [];
  const endPlain = (): void => {
    if (plain.length > 0) parts.push(`[${plain.join(", ")}]`);
    plain = [];
  };
  for (let start = 0; start < layers.length;) {
    let end = start + 1;
    while (end < layers.length && layers[end] === layers[start]) end += 1;
    if (end - start < 4) plain.push(...layers.slice(start, end));
    else {
      endPlain();
      parts.push(`${end - start} * [${layers[start]}]`);
    }
    start = end;
  }
  endPlain();
  return parts.join(" + ");
}
