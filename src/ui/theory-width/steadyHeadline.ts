import type { EnsembleReport } from "../../experiments/theory/ensembleReport.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";
import { TELLING, widthVerdict } from "./widthVerdict.ts";

/** A verdict whose headline holds still while more networks of one run come in; the rest counts on. */
export class SteadyHeadline {
  #config: EnsembleReport["config"] | null = null;
  #networks = 0;
  #headline = "";

  /** New where the run is over or another, and once, when there are networks enough to tell. */
  verdict(report: EnsembleReport, running: boolean): ViewVerdict {
    const found = widthVerdict(report);
    const { config, networks, done } = report;
    const isAnother = JSON.stringify(config) !== JSON.stringify(this.#config) || networks < this.#networks;
    const tells = this.#networks < TELLING && networks >= TELLING;
    if (done || !running || isAnother || tells) this.#headline = found.headline;
    this.#config = config;
    this.#networks = networks;
    return { ...found, headline: this.#headline };
  }
}
