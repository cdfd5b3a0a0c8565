/** The views of the Theory lab by their names in the address; the first is on show where the address names none. */
export const VIEW_IDS = ["map", "width", "geometry", "isometry", "critical"] as const;
export type ViewId = (typeof VIEW_IDS)[number];

interface ViewEntry {
  readonly title: string;
  /** What it answers, for the link's tooltip. */
  readonly question: string;
}

export const VIEWS: Readonly<Record<ViewId, ViewEntry>> = {
  map: { title: "Map", question: "Where do signals die, where do they turn chaotic?" },
  width: { title: "Finite width", question: "How far do real networks stray from the theory?" },
  geometry: { title: "Geometry", question: "What becomes of a circle of inputs?" },
  isometry: { title: "Isometry", question: "How evenly does the network stretch its inputs?" },
  critical: { title: "Make it critical", question: "Which variance keeps my network on the line?" },
};
