import { type Scaled, toNumber } from "../model/scaled.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "./signalConfig.ts";

/** A figure as the notebook prints it, with %3.3f. */
export interface PrintedStd {
  readonly layer: number;
  readonly text: string;
}

/** One of the notebook's experiments, with the figures that its saved output shows in full. */
export interface NotebookRun {
  readonly id: string;
  /** What it shows, in a few words. */
  readonly title: string;
  readonly shows: "signal" | "gradient";
  readonly config: SignalConfig;
  readonly printed: readonly PrintedStd[];
}

/** Digits that any machine's order of summation leaves alone: 15 to 16 less a thousandfold sum's rounding. */
const SIGNIFICANT_DIGITS = 12;

/**
 * Whether our value agrees with the notebook's text in every digit, up to the twelfth significant one: rounded to the
 * text's three decimals they are equal, or, where the text shows more digits than twelve, they differ by less than half
 * a unit of the twelfth. (Rounding both to twelve would round the text a second time.)
 */
export function agreesWithPrinted(text: string, value: Scaled | number): boolean {
  const ours = typeof value === "number" ? value : toNumber(value);
  if (ours === null || !Number.isFinite(ours)) return false;
  const digits = text.replace(".", "").replace(/^0+/, "").length;
  if (digits <= SIGNIFICANT_DIGITS) return ours.toFixed(3) === text;
  const printed = Number(text);
  const unit = 10 ** (Math.floor(Math.log10(printed)) + 1 - SIGNIFICANT_DIGITS);
  return Math.abs(ours - printed) < unit / 2;
}

const SMALL: SignalConfig = { ...DEFAULT_SIGNAL_CONFIG, depth: 5, width: 8 };
const LARGE: SignalConfig = DEFAULT_SIGNAL_CONFIG;
const HELD: SignalConfig = { ...DEFAULT_SIGNAL_CONFIG, weightVariance: 0.025 };

/** Figures in a row, the first of them that of layer `from`. */
function printedFrom(from: number, texts: string): PrintedStd[] {
  return texts
    .trim()
    .split(/\s+/)
    .map((text, index) => ({ layer: from + index, text }));
}

/**
 * The six runs of notebook 7.3 (Prince, Understanding Deep Learning, section 7.5), in its order. Where its saved output
 * is cut off, so are the figures.
 */
export const NOTEBOOK_RUNS: readonly NotebookRun[] = [
  {
    id: "five-layers-signal",
    title: "Five layers: the signal grows",
    shows: "signal",
    config: SMALL,
    printed: printedFrom(0, "0.981 0.811 1.472 4.547 8.896"),
  },
  {
    id: "fifty-layers-signal",
    title: "Fifty layers: the signal explodes",
    shows: "signal",
    config: LARGE,
    printed: printedFrom(
      0,
      `
    0.981 0.622 3.108 21.075 161.638 1125.582 6319.072 37275.665 243387.814 1339835.231 7366234.399 49006173.785
    272845366.658 1682043584.115 10666632256.715 66098343304.232 429669007251.536 2889209957356.916
    19621779417283.500 121787762396578.969 999886829483868.875 5334411928004678.000
      `,
    ),
  },
  {
    id: "held-signal",
    title: "Variance 2 / fanIn: the signal holds",
    shows: "signal",
    config: HELD,
    printed: printedFrom(
      0,
      `
    0.981 0.098 0.078 0.083 0.101 0.111 0.099 0.092 0.095 0.083 0.072 0.076 0.067 0.065 0.065 0.064 0.066 0.070
    0.075 0.073 0.095 0.080 0.081 0.085 0.097 0.106
      `,
    ),
  },
  {
    id: "five-layers-gradient",
    title: "Five layers: the gradient grows",
    shows: "gradient",
    config: SMALL,
    printed: printedFrom(1, "446.654 340.657 109.132 56.472"),
  },
  {
    id: "fifty-layers-gradient",
    title: "Fifty layers: the gradient explodes",
    shows: "gradient",
    config: LARGE,
    printed: printedFrom(
      1,
      `
    3864161615668244381461267510373904423054174106385627368088294218476908925943808.000
    644297462740804919130651565177435903179397812401254220414005154631900433743872.000
    116256578506420975241043544836870687004014253364803063264811558279725340164096.000
    18012406883088297002572801836553608314525629389712796537586292108455592329216.000
    2657382923492156040986765681267977528171519851532885108585693309444049338368.000
    437115574218245344458350487179115097134296090284775161101148264674829008896.000
    72289425689022396249163393275495476638060479596217868903113604454959546368.000
    10229045579369878629168594432237202474061585903562538767196464137472311296.000
    1622769590787357613484856888469480777523681007385802895773946074252705792.000
      `,
    ),
  },
  {
    id: "held-gradient",
    title: "Variance 2 / fanIn: the gradient holds",
    shows: "gradient",
    config: HELD,
    printed: printedFrom(
      1,
      `
    0.030 0.032 0.037 0.036 0.034 0.035 0.036 0.033 0.033 0.037 0.038 0.038 0.035 0.036 0.038 0.035 0.030 0.030
    0.027 0.033 0.030 0.027 0.028 0.024 0.025 0.035 0.029 0.032 0.035 0.037 0.038 0.037
      `,
    ),
  },
];
