import type { PlayerAction } from "../symmetry-lab/symmetryEvents.ts";

/** What a key needs to say, and where it was pressed. */
interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Whether the key is held down, and this is not its first press. */
  readonly repeat: boolean;
  composedPath(): readonly unknown[];
}

/** Elements that take letters, digits and stops for themselves. */
const FIELDS = "input, select, textarea";
/** Elements that the space bar presses. */
const PRESSED = "button, a, summary, input, select, textarea";
/** Where a letter, a digit or a stop is meant for the runs; elsewhere a person may be speaking to their device. */
const HOME = "symmetry-player, symmetry-runs";

/**
 * What a key asks of the runs. Space plays and pauses where no control has the focus; within the player and the
 * pictures "." makes a step, and "0" or "r" resets. "held" for one of them held down, which asks once, but "."; null for
 * any other key.
 */
export function playerKey(press: KeyPress, playing: boolean): PlayerAction | "held" | null {
  const action = actionOf(press, playing);
  return action !== null && press.repeat && press.key !== "." ? "held" : action;
}

function actionOf(press: KeyPress, playing: boolean): PlayerAction | null {
  const { key } = press;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const path = press.composedPath() as readonly Partial<Element>[];
  const isIn = (selector: string): boolean => path.some((element) => element.matches?.(selector) === true);
  if (key === " ") return isIn(PRESSED) ? null : { kind: playing ? "pause" : "play" };
  if (isIn(FIELDS) || !isIn(HOME)) return null;
  if (key === ".") return { kind: "step", updates: 1 };
  return key === "0" || key === "r" ? { kind: "reset" } : null;
}
