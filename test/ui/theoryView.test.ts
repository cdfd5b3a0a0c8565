import { describe, expect, it } from "vitest";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../src/experiments/theory/theoryConfig.ts";
import { DIAGRAM_QUANTITIES } from "../../src/model/diagram.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import {
  DEFAULT_VIEW,
  type TheoryView,
  changedView,
  isTheoryQuery,
  problemText,
  readView,
  viewQuery,
  windowOf,
} from "../../src/ui/theory-lab/theoryView.ts";
import { VIEW_IDS } from "../../src/ui/theory-lab/theoryViews.ts";

const config = (change: Partial<TheoryConfig>): TheoryConfig => ({ ...DEFAULT_THEORY_CONFIG, ...change });

describe("the address of the Theory lab", () => {
  it("names only the lab for the defaults", () => {
    expect(viewQuery(DEFAULT_VIEW)).toBe("lab=theory");
    expect(readView("?lab=theory")).toEqual({ view: DEFAULT_VIEW, problems: [] });
  });

  const views: TheoryView[] = [
    ...NONLINEARITY_IDS.map((activation) => changedView(DEFAULT_VIEW, { config: config({ activation }) })),
    ...VIEW_IDS.map((view) => changedView(DEFAULT_VIEW, { view })),
    ...DIAGRAM_QUANTITIES.map((quantity) => changedView(DEFAULT_VIEW, { quantity })),
    changedView(DEFAULT_VIEW, {
      config: config({ sigmaW2: 0.1 + 0.2, sigmaB2: 1e6, depth: 200, width: 512, seed: 2 ** 32 - 1, correlation: -1 }),
      window: { sigmaW2: [0.5, 1.25], sigmaB2: [0.001, 0.05] },
    }),
    changedView(DEFAULT_VIEW, { config: config({ networks: 1e6, engine: "cpu" }), ownNetworks: true }),
    changedView(DEFAULT_VIEW, { view: "critical", layers: [784, 512, 512, 10] }),
  ];
  it.each(views.map((view) => [viewQuery(view), view] as const))("%s reads back", (query, view) => {
    expect(readView(`?${query}`)).toEqual({ view, problems: [] });
  });

  it("keeps what is good where something is broken, and says what is not", () => {
    const { view, problems } = readView(
      "?lab=theory&activation=tanh&sigma-w2=much&depth=0&quantity=chi&window=4,0,0,1",
    );
    expect(view).toEqual(changedView(DEFAULT_VIEW, { config: config({ activation: "tanh" }) }));
    expect(problems).toEqual([
      'sigma-w2 cannot be "much": it must be a number from 0 to 1e6.',
      'depth cannot be "0": it must be a whole number from 1 to 200.',
      'quantity cannot be "chi": it must be one of chi1, qStar, cStar, xiC.',
      expect.stringMatching(
        /^window cannot be "4,0,0,1": it must be four numbers from 0 to 1e6, .*, and a 4000th of the larger\.$/,
      ),
    ]);
    expect(problemText(problems)).toMatch(/^The address is broken: sigma-w2 .* All else in it holds\.$/);
  });

  it("keeps the value before where a step through the history is broken", () => {
    const before = changedView(DEFAULT_VIEW, { config: config({ sigmaW2: 3, depth: 7 }) });
    expect(readView("?lab=theory&sigma-w2=-1&depth=9", before).view.config).toEqual(config({ sigmaW2: 3, depth: 9 }));
    expect(readView("?lab=theory", before).view).toEqual(DEFAULT_VIEW);
  });

  it.each([
    "window=",
    "window=0,4,0",
    "window=0,4,0,x",
    "window=0,4,0,",
    "window=-1,4,0,1",
    "window=1,1,0,1",
    "view=all",
    "layers=",
    "layers=784",
    "layers=784,ten",
  ])("%s is refused", (query) => expect(readView(`?${query}`).problems).toHaveLength(1));

  it("takes no setting twice, and names what it does not know", () => {
    expect(readView("?depth=5&depth=6").problems).toEqual(['depth is named 2 times, as "5" and as "6": name it once.']);
    expect(readView("?depth=5&depth=6").view).toEqual(DEFAULT_VIEW);
    expect(readView("?lab=theory&foo=1&bar").problems).toEqual([
      expect.stringMatching(/^It names foo, bar, which this page does not know; it knows activation, sigma-w2,/),
    ]);
    expect(problemText([])).toBe("");
  });

  it("leaves other labs' addresses to them", () => {
    expect(["", "?lab=signal", "?lab=theory"].map(isTheoryQuery)).toEqual([false, false, true]);
  });
});

describe("changedView", () => {
  it("keeps the same configuration object where nothing changes in it, so that nothing runs again", () => {
    expect(changedView(DEFAULT_VIEW, { config: { ...DEFAULT_VIEW.config } }).config).toBe(DEFAULT_VIEW.config);
  });

  it("forgets a window that is the activation's own", () => {
    expect(changedView(DEFAULT_VIEW, { window: { sigmaW2: [0, 4], sigmaB2: [0, 1] } }).window).toBeNull();
    // Under another activation that part is not its own.
    const relu = { sigmaW2: [0, 4], sigmaB2: [0, 1] } as const;
    const chosen = changedView(DEFAULT_VIEW, { config: config({ activation: "sigmoid" }), window: relu });
    expect(chosen.window).toEqual(relu);
    const sigmoid = changedView(DEFAULT_VIEW, { config: config({ activation: "sigmoid" }) });
    expect(windowOf(sigmoid).sigmaW2[1]).toBeGreaterThan(10);
  });

  it("shows the point where no window was chosen", () => {
    const far = changedView(DEFAULT_VIEW, { config: config({ sigmaW2: 9 }) });
    const { sigmaW2, sigmaB2 } = windowOf(far);
    expect(sigmaW2[0]).toBeLessThan(9);
    expect(sigmaW2[1]).toBeGreaterThan(9);
    expect(sigmaB2).toEqual([0, 1]);
  });
});
