import type { BenchMachine } from "../../../src/bench/benchMachine.ts";
import { connectBench } from "../../../src/benchClient.ts";

declare global {
  /** The machine that the Bench lab has, for the program that drives this page. */
  var bench: BenchMachine;
}

globalThis.bench = connectBench();
