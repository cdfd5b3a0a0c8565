import { expose } from "comlink";
import { HelperThread } from "./wasm/helperThread.ts";

/** A worker that hosts one thread of the WebAssembly engine. */
expose(new HelperThread());
