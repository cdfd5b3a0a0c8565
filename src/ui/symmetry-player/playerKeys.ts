import type { PlayerAction } from "../symmetry-lab/symmetryEvents.ts";

/** What a key needs to say, and where it was pressed. */
interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  composedPath(): readonly unknown[];
}

/** Elements that take every letter for themselves. */
const FIELDS = "input:not([type=range], [type=radio], [type=checkbox]), select, textarea";
/** Elements that the space bar presses. */
const PRESSED = "button, a, summary, input";

/** What a key asks of the runs: Space plays and pauses, "." makes a step, "0" or "r" resets. Null for any other. */
export function playerKey(press: KeyPress, playing: boolean): PlayerAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const target = press.composedPath()[0] as Partial<Element> | undefined;
  const isIn = (selector: string): boolean => target?.matches?.(selector) ?? false;
  if (isIn(FIELDS)) return null;
  switch (press.key) {
    case " ":
      return isIn(PRESSED) ? null : { kind: playing ? "pause" : "play" };
    case ".":
      return { kind: "step", updates: 1 };
    case "0":
    case "r":
      return { kind: "reset" };
    default:
      return null;
  }
}
