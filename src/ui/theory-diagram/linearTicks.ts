import { type AxisTick, niceStep } from "../lab-chart/axisTicks.ts";

/** Round marks of a linear axis, about `count` of them, all with the same number of decimals. */
export function linearTicks(low: number, high: number, count: number): AxisTick[] {
  const step = niceStep(high - low, count);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: AxisTick[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    ticks.push({ value: index * step, label: (index * step).toFixed(decimals) });
  }
  return ticks;
}
