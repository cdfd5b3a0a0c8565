import { describe, expect, it } from "vitest";
import { FLAGSHIP, FLAGSHIP_FORWARD, matmulWork } from "../../src/bench/work.ts";
import { ConfigError } from "../../src/experiments/fields.ts";
import {
  AddressError,
  type BenchView,
  DEFAULT_VIEW,
  asksToRun,
  readView,
  unknownText,
  viewQuery,
} from "../../src/ui/bench-lab/benchView.ts";
import { orderedWorks, readProduct } from "../../src/ui/bench-lab/benchWorks.ts";
import { titleOfId, workTitle } from "../../src/bench/workNames.ts";

describe("the address", () => {
  it("names the lab alone for the defaults", () => expect(viewQuery(DEFAULT_VIEW)).toBe("lab=bench"));

  const views: BenchView[] = [
    DEFAULT_VIEW,
    { ...DEFAULT_VIEW, works: [], rounds: 3 },
    { ...DEFAULT_VIEW, works: [matmulWork(300, 200, 50), matmulWork(512, 512, 512), FLAGSHIP_FORWARD, FLAGSHIP] },
    { ...DEFAULT_VIEW, against: ["tfjs-wasm", "onnxruntime-web"], rounds: 50 },
  ];
  it.each(views.map((view) => [viewQuery(view), view] as const))("%s reads back", (query, view) => {
    expect(readView(`?${query}`)).toEqual(view);
    expect(unknownText(query)).toBe("");
  });

  it.each([
    ["works=matmul-0", /works cannot be "matmul-0": it must be flagship, flagship-forward, matmul-SIZE/],
    ["works=matmul-2x3", /works cannot be "matmul-2x3"/],
    ["works=matmul-999999", /works cannot be "matmul-999999"/],
    [`works=${Array.from({ length: 13 }, (_, index) => `matmul-${index + 1}`).join()}`, /at most 12 works/],
    ["against=torch", /against cannot be "torch": it must be one or more of tfjs, tfjs-wasm, jax-js, onnxruntime-web/],
    ["rounds=2", /rounds cannot be "2": it must be a whole number from 3 to 50/],
    ["rounds=7.5", /rounds cannot be/],
    ["rounds=", /rounds cannot be empty/],
  ])("%s is refused in one sentence", (query, sentence) => {
    expect(() => readView(`?lab=bench&${query}`)).toThrow(ConfigError);
    expect(() => readView(`?lab=bench&${query}`)).toThrow(sentence);
  });

  it("refuses a setting named twice", () => {
    expect(() => readView("?rounds=3&rounds=4")).toThrow(AddressError);
    expect(() => readView("?rounds=3&rounds=4")).toThrow(/rounds is named 2 times, as "3" and as "4": name it once/);
  });

  it("takes peers in their own order, and each work once", () => {
    const view = readView("?against=jax-js,tfjs&works=flagship,matmul-256,matmul-256x256x256");
    expect(view.against).toEqual(["tfjs", "jax-js"]);
    expect(view.works).toEqual([matmulWork(256, 256, 256), FLAGSHIP]);
  });

  it("says which names it does not know, and that run=1 starts nothing", () => {
    expect(unknownText("?lab=bench&size=3")).toBe(
      "The address names size, which this page does not know. It knows works, against, rounds.",
    );
    expect(unknownText("?lab=bench&run=1")).toBe("");
    expect([asksToRun("?run=1"), asksToRun("?lab=bench")]).toEqual([true, false]);
  });
});

describe("works", () => {
  it("come products first, the smaller before the larger", () => {
    const works = [FLAGSHIP, matmulWork(1024, 1024, 1024), FLAGSHIP_FORWARD, matmulWork(8, 8, 8)];
    expect(orderedWorks(works).map(({ id }) => id)).toEqual([
      "matmul 8³",
      "matmul 1024³",
      "flagship forward",
      "flagship",
    ]);
  });

  it("are called by their shapes", () => {
    const works = [matmulWork(8, 8, 8), matmulWork(3, 4, 5), FLAGSHIP, FLAGSHIP_FORWARD];
    expect(works.map(workTitle)).toEqual([
      "8 × 8 matrices",
      "3 × 4 by 4 × 5",
      "the notebook’s network, there and back",
      "the notebook’s network, forward",
    ]);
    expect(works.map(({ id }) => titleOfId(id))).toEqual(works.map(workTitle));
    expect(titleOfId("another")).toBe("another");
  });

  it.each(["300 x 200 x 50", "300×200×50", " 300 200 50 ", "300,200,50", "300*200*50", "300X200X50"])(
    "%j is a product as people type it",
    (text) => expect(readProduct(text)).toEqual(matmulWork(300, 200, 50)),
  );

  it.each(["", "3", "3 x 4", "0 x 1 x 1", "1 x 1 x 99999", "-3 x 1 x 1", "3.5 x 1 x 1", "1e3 x 1 x 1"])(
    "%j is a square or nothing",
    (text) => {
      if (text === "3") expect(readProduct(text)).toEqual(matmulWork(3, 3, 3));
      else expect(() => readProduct(text)).toThrow(/The product cannot be .*three sizes from 1 to 8192/);
    },
  );
});
