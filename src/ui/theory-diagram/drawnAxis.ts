import { svg } from "lit";
import type { Axis } from "./diagramAxes.ts";

/** An axis as SVG: its marks, their labels, and σ² with its index in the title. */
export function drawnAxis({ path, ticks, title }: Axis): unknown {
  return svg`<path d=${path} />
    ${ticks.map(({ x, y, anchor, label }) => svg`<text x=${x} y=${y} text-anchor=${anchor} dominant-baseline="middle">${label}</text>`)}
    <text class="title" text-anchor="middle" transform=${title.transform}>
      ${title.text}<tspan dy="-0.45em" font-size="0.75em">2</tspan><tspan dx="-0.45em" dy="0.75em" font-size="0.75em">${title.sub}</tspan><tspan dy="-0.3em">${title.rest}</tspan>
    </text>`;
}
