import { expose } from "comlink";
import { TheoryMachine } from "./theoryMachine.ts";

/** The Theory lab's worker: puts its machine on this thread. */
expose(new TheoryMachine(globalThis.navigator.gpu));
