/** The labs by their names in the address; the first is on show where the address names none. */
export const LAB_IDS = ["signal", "weights", "symmetry", "theory", "bench"] as const;

export type LabId = (typeof LAB_IDS)[number];

interface LabEntry {
  readonly title: string;
  /** What the browser's tab says; null for the page's own title. */
  readonly pageTitle: string | null;
  /** Fetches the lab's code and defines its element. */
  load(): Promise<unknown>;
}

export const LABS: Readonly<Record<LabId, LabEntry>> = {
  signal: { title: "Signal", pageTitle: null, load: () => import("../signal-lab/signal-lab.ts") },
  weights: {
    title: "Weights",
    pageTitle: "Initscope: where starting weights come from",
    load: () => import("../weights-lab/weights-lab.ts"),
  },
  symmetry: {
    title: "Symmetry",
    pageTitle: "Initscope: what equal weights cost, and what breaks them apart",
    load: () => import("../symmetry-lab/symmetry-lab.ts"),
  },
  theory: {
    title: "Theory",
    pageTitle: "Initscope: where signals die, and where they turn chaotic",
    load: () => import("../theory-lab/theory-lab.ts"),
  },
  bench: {
    title: "Bench",
    pageTitle: "Initscope: how fast this machine is",
    load: () => import("../bench-lab/bench-lab.ts"),
  },
};

/** The lab that a query asks for; the first where it names none that there is. */
export function labOf(search: string): LabId {
  const name = new URLSearchParams(search).get("lab");
  return LAB_IDS.find((id) => id === name) ?? LAB_IDS[0];
}

/** The address of a lab as it first opens. */
export function labAddress(lab: LabId): string {
  return lab === LAB_IDS[0] ? "./" : `./?lab=${lab}`;
}
