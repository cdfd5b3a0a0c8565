import type { ReactiveControllerHost } from "lit";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { ProfileReport } from "../../experiments/theory/profileReport.ts";
import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { CriticalLine, DiagramPainted, TheoryLab } from "../../experiments/theory/theoryLab.ts";
import type { DiagramQuantity } from "../../model/diagram.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import type { ShownDiagram } from "../theory-diagram/theory-diagram.ts";
import { LatestRun } from "../theory-lab/latestRun.ts";
import type { PlanePoint, PlaneWindow } from "../theory-lab/plane.ts";
import type { FieldAt } from "./mapShown.ts";

/** Cells of the finest picture, each way. */
const CELLS = 512;
/** A coarse picture is there within this; then a newer window may take the machine. */
const DRAW_GRACE_MS = 120;
const READ_GRACE_MS = 500;
const RUN_GRACE_MS = 1500;

/** What the map's runs depend on, as it stands. */
export interface MapInputs {
  readonly lab: TheoryLab | null;
  readonly config: TheoryConfig;
  readonly window: PlaneWindow;
  readonly quantity: DiagramQuantity;
  readonly theme: PictureTheme;
  /** The place under the mouse; null where there is none. */
  readonly hovered: PlanePoint | null;
  /** True once the machine has taken the canvases. */
  readonly canPaint: boolean;
}

/** Lines of an activation. */
interface LinesOf {
  readonly activation: NonlinearityId;
  readonly lines: readonly CriticalLine[];
}

type Place = readonly [lab: TheoryLab, activation: NonlinearityId, sigmaW2: number, sigmaB2: number];
type Part = readonly [lab: TheoryLab, activation: NonlinearityId, window: PlaneWindow];

type Painting = readonly [...Part, quantity: DiagramQuantity, theme: PictureTheme, engine: TheoryConfig["engine"]];
type Network = readonly [lab: TheoryLab, config: TheoryConfig];

/** Everything that the map asks of the machine, each in step with what it depends on. */
export class MapRuns {
  readonly drawing: LatestRun<Painting, ShownDiagram>;
  readonly lines: LatestRun<Part, LinesOf>;
  /** At the chosen point. */
  readonly field: LatestRun<Place, FieldAt>;
  /** Under the mouse. */
  readonly reading: LatestRun<Place, FieldAt>;
  readonly profile: LatestRun<Network, ProfileReport>;

  constructor(host: ReactiveControllerHost, inputs: () => MapInputs) {
    this.drawing = new LatestRun<Painting, ShownDiagram>(
      host,
      DRAW_GRACE_MS,
      () => {
        const { lab, config, window, quantity, theme, canPaint } = inputs();
        return canPaint && lab !== null ? [lab, config.activation, window, quantity, theme, config.engine] : null;
      },
      async ([lab, activation, window, quantity, theme, engine], { signal, onEarly }) => {
        const request = { window: cellsOf(activation, window), quantity, theme, engine };
        const shown = (painted: DiagramPainted): ShownDiagram => ({ painted, activation, window, quantity, theme });
        const onCoarse = (painted: DiagramPainted): void => onEarly(shown(painted));
        return shown(await lab.drawDiagram(request, { signal, onCoarse }));
      },
    );
    this.lines = new LatestRun<Part, LinesOf>(
      host,
      READ_GRACE_MS,
      () => {
        const { lab, config, window } = inputs();
        return lab === null ? null : [lab, config.activation, window];
      },
      async ([lab, activation, window], { signal }) => ({
        activation,
        lines: await lab.criticalLines(cellsOf(activation, window), { signal }),
      }),
    );
    const place = (point: PlanePoint | null): Place | null => {
      const { lab, config } = inputs();
      return lab === null || point === null ? null : [lab, config.activation, point.sigmaW2, point.sigmaB2];
    };
    this.field = new LatestRun(host, READ_GRACE_MS, () => place(inputs().config), fieldAt);
    this.reading = new LatestRun(host, READ_GRACE_MS, () => place(inputs().hovered), fieldAt);
    this.profile = new LatestRun<Network, ProfileReport>(
      host,
      RUN_GRACE_MS,
      () => {
        const { lab, config } = inputs();
        return lab === null ? null : [lab, config];
      },
      ([lab, config], telling) => lab.runProfile(config, telling),
    );
  }

  /** One for each sentence that a person should not miss. */
  get failed(): readonly { readonly failure: string; dismiss(): void }[] {
    // Where there is no verdict, why not stands in its place.
    const said = this.field.report === null ? this.field.failure : "";
    const runs = [this.drawing, this.lines, this.field, this.profile].filter(
      ({ failure }) => failure !== "" && failure !== said,
    );
    return runs.filter(({ failure }, index) => runs.findIndex((run) => run.failure === failure) === index);
  }
}

async function fieldAt([lab, activation, sigmaW2, sigmaB2]: Place, options: { signal: AbortSignal }): Promise<FieldAt> {
  const point = { sigmaW2, sigmaB2 };
  return { activation, point, field: await lab.meanField({ activation, ...point }, options) };
}

function cellsOf(activation: NonlinearityId, window: PlaneWindow): Parameters<TheoryLab["criticalLines"]>[0] {
  return { activation, ...window, columns: CELLS, rows: CELLS };
}
