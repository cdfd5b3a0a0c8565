import { expose } from "comlink";
import { LabWorker } from "./labWorker.ts";

/** The background worker: puts the machine behind the page on this thread. */
expose(new LabWorker(globalThis.navigator.gpu));
