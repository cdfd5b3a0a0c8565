/** The map's canvases, handed up once so that a worker can paint them: one for WebGPU, one for plain numbers. */
export class DiagramCanvasesEvent extends Event {
  static readonly type = "diagram-canvases";
  constructor(
    readonly gpu: OffscreenCanvas,
    readonly plain: OffscreenCanvas,
  ) {
    super(DiagramCanvasesEvent.type);
  }
}

/** The mouse is at a place of the plane; null once it has left. */
export class PlaneHoverEvent extends Event {
  static readonly type = "plane-hover";
  constructor(readonly point: { readonly sigmaW2: number; readonly sigmaB2: number } | null) {
    super(PlaneHoverEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    "diagram-canvases": DiagramCanvasesEvent;
    "plane-hover": PlaneHoverEvent;
  }
}
