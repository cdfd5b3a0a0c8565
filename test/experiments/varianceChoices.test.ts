import { describe, expect, it } from "vitest";
import { varianceChoices } from "../../src/experiments/varianceChoices.ts";

describe("varianceChoices", () => {
  it("merges the notebook's 0.025 with He's at width 80, Glorot's with LeCun's at any", () => {
    expect(varianceChoices({ width: 80 })).toEqual([
      { labels: ["1"], variance: 1 },
      { labels: ["He 2/fanIn", "notebook 0.025"], variance: 0.025 },
      { labels: ["LeCun 1/fanIn", "Glorot 2/(fanIn + fanOut)"], variance: 0.0125 },
    ]);
  });

  it("merges 1 with He's at width 2 and with LeCun's at width 1", () => {
    expect(varianceChoices({ width: 2 })[0]).toEqual({ labels: ["1", "He 2/fanIn"], variance: 1 });
    expect(varianceChoices({ width: 1 })[1]!.labels).toEqual(["1", "LeCun 1/fanIn", "Glorot 2/(fanIn + fanOut)"]);
  });

  it("has each name once, each variance once, at every width", () => {
    for (let width = 1; width <= 2048; width += 1) {
      const choices = varianceChoices({ width });
      expect(choices.flatMap(({ labels }) => labels)).toHaveLength(5);
      expect(new Set(choices.map(({ variance }) => variance)).size).toBe(choices.length);
    }
  });
});
