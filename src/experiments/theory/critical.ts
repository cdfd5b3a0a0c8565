import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { criticalVariance } from "../../theory/critical.ts";
import { meanField } from "../../theory/meanField.ts";
import { ConfigError } from "../fields.ts";
import { auditDefaults } from "./audit.ts";
import { criticalCode } from "./criticalCode.ts";
import { changesOver, criticalCatch, recommendedVariance } from "./criticalSignal.ts";
import {
  type CriticalLayer,
  type CriticalReport,
  type CriticalRequest,
  FEWEST_LAYERS,
  MOST_LAYERS,
  MOST_UNITS,
} from "./criticalReport.ts";

/** "Depth that still trains: about 6 ξ_c" (Schoenholz et al. 2017, section 5). */
const TRAINABLE_SCALES = 6;

/**
 * Makes a network critical: the σ_w² with chi1 = 1 for its nonlinearity and bias variance, of several the smallest that
 * keeps the signal, how each layer then starts, programs that make it, and what the usual initializers make of the same
 * network instead.
 *
 * Unequal widths need no more than each layer's own fanIn: σ_w² / fanIn keeps q, and the sum of the gradient's squares,
 * whatever the fanOut. Throws a ConfigError where the request is not one.
 */
export function makeCritical(request: CriticalRequest): CriticalReport {
  assertCriticalRequest(request);
  const { activation, sigmaB2, layers } = request;
  const critical = criticalVariance(activation, sigmaB2);
  const sigmaW2 = recommendedVariance(activation, sigmaB2, critical);
  const audit = auditDefaults(activation, layers, fixOf(activation, sigmaB2, sigmaW2));
  if (sigmaW2 === null) {
    const none = { recommended: null, catch: null, log10Gradient: null, meanField: null, depthLimit: null };
    return { request, critical, ...none, layers: [], code: {}, audit };
  }
  const deep = meanField({ activation, sigmaW2, sigmaB2 });
  const hidden = layers.length - 2;
  return {
    request,
    critical,
    recommended: sigmaW2,
    catch: criticalCatch(activation, { sigmaW2, sigmaB2 }, hidden),
    log10Gradient: changesOver(activation, { sigmaW2, sigmaB2 }, hidden).gradient,
    meanField: deep,
    layers: layers.slice(1).map((fanOut, index) => layerOf(layers[index]!, fanOut, sigmaW2)),
    depthLimit: deep.xiC === null ? null : Math.floor(TRAINABLE_SCALES * deep.xiC),
    code: criticalCode({ activation, sigmaW2, sigmaB2, layers }),
    audit,
  };
}

/** Throws a ConfigError that says what is allowed. */
export function assertCriticalRequest({ sigmaB2, layers }: CriticalRequest): void {
  if (!(sigmaB2 >= 0 && sigmaB2 <= 1e6)) throw new ConfigError("sigma-b2", String(sigmaB2), "a number from 0 to 1e6");
  const fits = (size: number): boolean => Number.isInteger(size) && size >= 1 && size <= MOST_UNITS;
  if (layers.length < FEWEST_LAYERS || layers.length > MOST_LAYERS || !layers.every(fits)) {
    const allowed = `from ${FEWEST_LAYERS} to ${MOST_LAYERS} whole numbers from 1 to ${MOST_UNITS}, the input's units first`;
    throw new ConfigError("layers", layers.join(","), allowed);
  }
}

/** The critical point to which initializers are compared: with the bias asked for, else with none; null where neither has one. */
function fixOf(activation: NonlinearityId, sigmaB2: number, sigmaW2: number | null) {
  if (sigmaW2 !== null) return { sigmaW2, sigmaB2 };
  const unbiased = recommendedVariance(activation, 0, criticalVariance(activation, 0));
  return unbiased === null ? null : { sigmaW2: unbiased, sigmaB2: 0 };
}

function layerOf(fanIn: number, fanOut: number, sigmaW2: number): CriticalLayer {
  const weightVariance = sigmaW2 / fanIn;
  return { fanIn, fanOut, weightVariance, weightStd: Math.sqrt(weightVariance), gain: Math.sqrt(sigmaW2) };
}
