import { LitElement, type PropertyValues, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { RunFrame } from "../../experiments/training/trainingLab.ts";
import { controlStyles } from "../controls.styles.ts";
import { ElementWidth } from "../element-width/elementWidth.ts";
import { formatNumber, trimmed } from "../format.ts";
import { scaleGradient } from "../signal-picture/pictureColours.ts";
import { groupsOf, isOf } from "./frameGroups.ts";
import { drawNetwork } from "./networkDrawing.ts";
import { type NetworkLayout, type UnitPlace, isSameUnit, networkLayout, unitAt, unitBeside } from "./networkLayout.ts";
import { NetworkLines, lineEnds, mostLines } from "./networkLines.ts";
import { type NetworkInk, readInk } from "./networkInk.ts";
import { networkSummary, unitText } from "./networkText.ts";
import { trainingNetworkStyles } from "./training-network.styles.ts";
import { scaleEnd } from "./weightScale.ts";

/** A larger share of the width is not given to the inputs' names. */
const MOST_NAMES = 0.25;
/** In rem. */
const LABEL = 0.85;
const FIRST: UnitPlace = { column: 1, unit: 0 };

interface Placed {
  /** What it was laid out for. */
  readonly key: string;
  readonly canvas: HTMLCanvasElement;
  readonly layout: NetworkLayout;
  readonly ends: Float32Array;
}

/**
 * A network while it trains: a line a weight, coloured by sign and size, a disc a unit, coloured by its bias; units of a
 * layer that are equal to the bit carry the same letter and a heavy ring. Mouse and arrow keys ask a unit for its numbers.
 */
@customElement("training-network")
export class TrainingNetwork extends LitElement {
  static override styles = [controlStyles, trainingNetworkStyles];

  /** Units of each layer, the input first. */
  @property({ attribute: false }) sizes: readonly number[] = [];
  @property({ attribute: false }) frame: RunFrame | null = null;
  /** Names of the inputs. */
  @property({ attribute: false }) inputs: readonly string[] = [];
  /** Where the colours end, for networks that stand side by side; null for this network's own. */
  @property({ attribute: false }) scale: number | null = null;
  @property() theme: PictureTheme = "light";

  @state() private chosen: UnitPlace | null = null;
  @state() private said = "";
  @query("canvas") private canvas!: HTMLCanvasElement;
  readonly #width = new ElementWidth(this);
  readonly #lines = new NetworkLines();
  #placed: Placed | null = null;
  #ink: NetworkInk | null = null;

  protected override willUpdate(): void {
    const { chosen, sizes } = this;
    // A network of other sizes may not have it.
    if (chosen !== null && chosen.unit >= (sizes[chosen.column] ?? 0)) this.chosen = null;
  }

  protected override render(): unknown {
    const { frame, sizes, chosen } = this;
    if (frame === null || !isOf(sizes, frame)) return nothing;
    const told = chosen === null ? "" : unitText(chosen, frame.parameters, groupsOf(frame), this.inputs);
    return html`<div
        class="stage"
        tabindex="0"
        role="application"
        aria-roledescription="network"
        aria-label=${networkSummary(sizes, frame)}
        aria-describedby="keys"
        @keydown=${this.#onKey}
        @focus=${() => this.#choose(this.chosen ?? FIRST)}
        @blur=${() => this.#choose(null)}
        @pointermove=${this.#onPoint}
        @pointerdown=${this.#onPoint}
        @pointerleave=${() => this.#choose(null)}
      >
        <canvas></canvas>
      </div>
      ${this.#legend(frame)}
      <p class="readout muted">
        ${told === "" ? "Point at a unit, or walk with the arrow keys, to see its numbers." : told}
      </p>
      <p class="hidden" role="status">${this.said}</p>
      <p id="keys" class="hidden">Arrow keys go from unit to unit.</p>`;
  }

  #legend(frame: RunFrame): unknown {
    const label = trimmed(formatNumber(this.#scaleOf(frame)));
    const most = mostLines(frame.parameters);
    const isCut = frame.parameters.some(({ weight }) => weight.length > most);
    return html`<div class="legend">
      <span class="scale"
        ><span>−${label}</span>
        <span class="bar" style=${styleMap({ background: scaleGradient(this.theme) })}></span>
        <span>${label}</span></span
      >
      <span>lines: weights; discs: biases</span>
      ${isCut ? html`<span class="muted">the ${most} strongest weights of a layer are drawn</span>` : nothing}
      <span><span class="key">A</span>same letter: equal to the bit; below: distinct units</span>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const { frame, sizes, chosen, inputs } = this;
    if (frame === null || !isOf(sizes, frame) || this.#width.value === 0) return;
    // Drawn by the CPU: the GPU is training.
    const context = this.canvas.getContext("2d", { willReadFrequently: true })!;
    const size = LABEL * this.#width.rem;
    if (this.#ink?.size !== size || changed.has("theme")) this.#ink = readInk(this.canvas, this.theme, size);
    const { layout, ends } = this.#place(context, this.#ink);
    const [parameters, scale] = [frame.parameters, this.#scaleOf(frame)];
    this.#lines.sort(parameters, scale);
    const groups = groupsOf(frame);
    const scene = { sizes, layout, ends, lines: this.#lines, parameters, groups, scale, inputs, chosen };
    drawNetwork(context, scene, this.#ink, devicePixelRatio);
  }

  /** Lays the network out anew where its sizes, its names or the element's width have changed. */
  #place(context: CanvasRenderingContext2D, ink: NetworkInk): Placed {
    const { value: width, rem } = this.#width;
    const key = JSON.stringify([this.sizes, this.inputs, width, rem, devicePixelRatio]);
    if (this.#placed?.key === key && this.#placed.canvas === this.canvas) return this.#placed;
    context.font = `${ink.size}px ${ink.family}`;
    const names = this.inputs.length === this.sizes[0] ? this.inputs : [];
    const longest = Math.max(0, ...names.map((name) => context.measureText(name).width));
    const layout = networkLayout(this.sizes, width, rem, Math.min(longest, MOST_NAMES * width));
    this.canvas.width = Math.round(layout.width * devicePixelRatio);
    this.canvas.height = Math.round(layout.height * devicePixelRatio);
    this.canvas.style.height = `${layout.height}px`;
    this.#placed = { key, canvas: this.canvas, layout, ends: lineEnds(layout) };
    return this.#placed;
  }

  #scaleOf({ parameters }: RunFrame): number {
    return this.scale ?? scaleEnd(parameters);
  }

  #onPoint(event: PointerEvent): void {
    if (this.#placed === null) return;
    const { left, top } = this.canvas.getBoundingClientRect();
    this.#choose(unitAt(this.#placed.layout, event.clientX - left, event.clientY - top));
  }

  #onKey(event: KeyboardEvent): void {
    const next = unitBeside(this.sizes, this.chosen ?? FIRST, event.key);
    if (next === null) return;
    event.preventDefault();
    this.#choose(next);
  }

  /** Readers hear a unit's numbers once, when it is chosen, not at every update. */
  #choose(unit: UnitPlace | null): void {
    if (isSameUnit(unit, this.chosen) || this.frame === null) return;
    this.chosen = unit;
    this.said = unit === null ? "" : unitText(unit, this.frame.parameters, groupsOf(this.frame), this.inputs);
  }
}
