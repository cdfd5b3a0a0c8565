/** What a person chose; `system` follows the device. */
export type ThemeChoice = "light" | "dark" | "system";
export const THEME_CHOICES = ["light", "dark", "system"] as const;

const KEY = "initscope-theme";
const DARK = "(prefers-color-scheme: dark)";

/** The choice of the last visit. */
export function storedTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return THEME_CHOICES.find((choice) => choice === stored) ?? "system";
  } catch {
    // Storage may be switched off: the page then follows the device.
    return "system";
  }
}

/** Puts a choice on the page and keeps it for the next visit. */
export function applyTheme(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = choice;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // The choice then holds for this visit.
  }
}

/** The theme in force under a choice. */
export function themeInForce(choice: ThemeChoice): "light" | "dark" {
  if (choice !== "system") return choice;
  return matchMedia(DARK).matches ? "dark" : "light";
}

/** Calls `listener` when the device changes its mind; returns what stops it. */
export function onDeviceTheme(listener: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
