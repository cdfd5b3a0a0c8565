import type { Trend } from "./trend.ts";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Fractions that have a word, by what they divide by. */
const FRACTIONS: readonly (readonly [divisor: number, words: string])[] = [
  [2, "halves every layer"],
  [3, "fades to a third every layer"],
  [4, "fades to a quarter every layer"],
  [10, "fades to a tenth every layer"],
];
/** A divisor this near to a fraction's is called by its word. */
const NEAR = 0.05;
/** A smaller factor is said in per cent. */
const SMALL_FACTOR = 1.1;

/** "6.3-fold", "25-fold", "about 10¹⁵⁰-fold" for a factor from 1 on. */
export function foldText(factor: number): string {
  if (factor < 9.95) return `${factor.toFixed(1).replace(/\.0$/, "")}-fold`;
  if (factor < 9999.5) return `${Math.round(factor)}-fold`;
  return `about 10${superscript(Math.round(Math.log10(factor)))}-fold`;
}

/** What a thing does a layer: "grows 6.3-fold a layer", "fades to a third every layer", "fades by 4 % a layer". */
export function growthText(growth: number): string {
  if (growth >= SMALL_FACTOR) return `grows ${foldText(growth)} a layer`;
  if (growth >= 1) return `grows by ${percentText(growth - 1)} a layer`;
  const divisor = 1 / growth;
  if (divisor < SMALL_FACTOR) return `fades by ${percentText(1 - growth)} a layer`;
  const fraction = FRACTIONS.find(([by]) => Math.abs(divisor / by - 1) < NEAR);
  return fraction === undefined ? `fades ${foldText(divisor)} a layer` : fraction[1];
}

/** "within 3 %", "within a factor of 2.3": what holds, from log10 of the largest over the smallest. */
export function rangeText(range: number): string {
  const factor = 10 ** range;
  if (factor <= SMALL_FACTOR) return `within ${Math.max(1, Math.ceil((factor - 1) * 100))} %`;
  return `within a factor of ${factor < 9.9 ? Math.ceil(factor * 10) / 10 : Math.ceil(factor)}`;
}

/** "grows 6.3-fold a layer", or "holds": what a trend with at least two layers does. */
export function trendText({ kind, growth }: Trend): string {
  return kind === "holds" ? "holds" : growthText(growth!);
}

function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(1))} %`;
}

function superscript(value: number): string {
  return String(value).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
}
