/** A request larger than a machine or an engine takes; the message gives the limit and the size. */
export class LimitError extends RangeError {
  override readonly name = "LimitError";
}
