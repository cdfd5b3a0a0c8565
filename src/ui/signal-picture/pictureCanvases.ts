/** The picture's canvases, handed up once so that a worker can paint them: one for WebGPU, one for plain numbers. */
export class PictureCanvasesEvent extends Event {
  static readonly type = "picture-canvases";
  constructor(
    readonly gpu: OffscreenCanvas,
    readonly plain: OffscreenCanvas,
  ) {
    super(PictureCanvasesEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "picture-canvases": PictureCanvasesEvent;
  }
}
