import { expose } from "comlink";
import { TrainingMachine } from "./trainingMachine.ts";

/** The Symmetry lab's worker: puts its machine on this thread. */
expose(new TrainingMachine(globalThis.navigator.gpu));
