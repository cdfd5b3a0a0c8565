import { LitElement, css, html, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { type Point, arcPaths, markPoints } from "./circleModel.ts";

/** Arcs of one colour each. */
const ARCS = 32;
/** The colours of 0, 90, 180 and 270 degrees; those between are mixed. */
const CORNERS = 4;
/** Of a mark, in shares of the picture. */
const MARK = 0.028;

/**
 * A closed curve, coloured by the angle of its inputs: the scale runs in a circle, through purple, dark, orange and grey,
 * which differ in hue as in lightness for colour-blind eyes. Four shapes mark the quarters besides.
 */
@customElement("circle-plot")
export class CirclePlot extends LitElement {
  static override styles = css`
    :host {
      display: block;
      --angle-0: light-dark(#5e3c99, #b2a5e0);
      --angle-1: light-dark(#16191d, #eceef1);
      --angle-2: light-dark(#b35806, #fdae5e);
      --angle-3: light-dark(#868e99, #77808c);
    }
    svg {
      display: block;
      width: 100%;
      aspect-ratio: 1;
      overflow: hidden;
    }
    path {
      fill: none;
      stroke-linecap: round;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .mark {
      fill: var(--paper);
      stroke-width: 2px;
    }
    .unit {
      fill: none;
      stroke: var(--line-strong);
      stroke-width: 1px;
      stroke-dasharray: 3 4;
      vector-effect: non-scaling-stroke;
    }
  `;

  @property({ attribute: false }) points: readonly Point[] = [];
  /** From the centre to the edge of the picture. */
  @property({ type: Number }) extent = 1.1;
  /** Pixels. */
  @property({ type: Number }) thickness = 2.5;
  /** Also the marks of the quarters, and the dashed circle of the layer's root mean square. */
  @property({ type: Boolean }) detailed = false;
  /** The picture in words; "" where another place says them. */
  @property() summary = "";

  protected override render(): unknown {
    const { extent, summary } = this;
    return html`<svg
      viewBox=${`${-extent} ${-extent} ${2 * extent} ${2 * extent}`}
      role=${summary === "" ? "presentation" : "img"}
      aria-label=${summary === "" ? nothing : summary}
    >
      ${this.detailed ? svg`<circle class="unit" r="1" />` : nothing}
      ${arcPaths(this.points, ARCS).map((path, arc) => this.#arc(path, arc))}
      ${this.detailed ? markPoints(this.points).map((point, mark) => this.#mark(point, mark)) : nothing}
    </svg>`;
  }

  #arc(path: string, arc: number): unknown {
    const style = { stroke: angleColour(arc / ARCS), strokeWidth: `${this.thickness}px` };
    return svg`<path d=${path} style=${styleMap(style)} />`;
  }

  #mark([x, y]: Point, mark: number): unknown {
    const path = markPath(mark, x, y, MARK * this.extent);
    return svg`<path class="mark" d=${path} style=${styleMap({ stroke: `var(--angle-${mark})` })} />`;
  }
}

/** The colour of a share of the whole turn. */
function angleColour(turn: number): string {
  const corner = Math.floor(turn * CORNERS);
  const share = Math.round((turn * CORNERS - corner) * 100);
  return `color-mix(in oklab, var(--angle-${corner}), var(--angle-${(corner + 1) % CORNERS}) ${share}%)`;
}

/** A circle, a triangle, a square, a diamond. */
export function markPath(mark: number, x: number, y: number, r: number): string {
  switch (mark) {
    case 0:
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 1:
      return `M${x} ${y - 1.2 * r}l${1.15 * r} ${2 * r}h${-2.3 * r}z`;
    case 2:
      return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
    default:
      return `M${x} ${y - 1.35 * r}l${1.35 * r} ${1.35 * r}l${-1.35 * r} ${1.35 * r}l${-1.35 * r} ${-1.35 * r}z`;
  }
}
