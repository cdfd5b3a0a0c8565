/** What a key asks of the map. */
export type KeyAction =
  | { readonly kind: "move"; readonly right: number; readonly up: number }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "home" };

/** How much more a press of a key or a button shows; less by the same. */
export const ZOOM = 1.5;
/** How many steps an arrow moves with Shift. */
const STRIDE = 10;
const ARROWS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** What a key means on the map; null for those that are the browser's. */
export function keyAction({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): KeyAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const steps = shiftKey ? STRIDE : 1;
    return { kind: "move", right: arrow[0] * steps, up: arrow[1] * steps };
  }
  if (key === "+" || key === "=") return { kind: "zoom", factor: 1 / ZOOM };
  if (key === "-" || key === "_") return { kind: "zoom", factor: ZOOM };
  return key === "Home" ? { kind: "home" } : null;
}
