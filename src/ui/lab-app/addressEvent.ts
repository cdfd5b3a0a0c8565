/** The address is about to be read: a lab that has not said in it all that it shows says it now. */
export class AddressEvent extends Event {
  static readonly type = "lab-address";
  constructor() {
    super(AddressEvent.type);
  }
}

declare global {
  interface WindowEventMap {
    "lab-address": AddressEvent;
  }
}
