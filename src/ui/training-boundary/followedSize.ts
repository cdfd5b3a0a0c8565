/** Has another follow a size that may change at every frame: one message at a time, and the last size always arrives. */
export class FollowedSize {
  /** The size that the other has, or is being told. */
  sent = 0;
  #wanted = 0;
  #busy = false;

  /** `tell` resolves when the size has been taken over; where it fails, the lab says so. */
  constructor(readonly tell: (size: number) => Promise<void>) {}

  follow(size: number): void {
    this.#wanted = size;
    if (!this.#busy) void this.#send();
  }

  async #send(): Promise<void> {
    this.#busy = true;
    while (this.sent !== this.#wanted) {
      this.sent = this.#wanted;
      // The next size may wait: what was wanted meanwhile is not wanted any more.
      // oxlint-disable-next-line no-await-in-loop
      await this.tell(this.sent).catch(() => undefined);
    }
    this.#busy = false;
  }
}
