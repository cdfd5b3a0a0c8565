import type { PeerName } from "../bench/benchMachine.ts";
import type { Implementation, OpenImplementation } from "../bench/implementation.ts";

/** Each library is a chunk of its own, loaded from the page's own host when it is asked for. */
const MODULES: Readonly<Record<PeerName, () => Promise<{ openPeer(): Promise<OpenImplementation> }>>> = {
  tfjs: () => import("./tfjsWebgpu.ts"),
  "tfjs-wasm": () => import("./tfjsWasm.ts"),
  "jax-js": () => import("./jax.ts"),
  "onnxruntime-web": () => import("./onnx.ts"),
};

/** Another library as the bench takes it. */
export function peer(name: PeerName): Implementation {
  return {
    name,
    async open() {
      const module = await MODULES[name]().catch((cause: unknown) => {
        throw new Error(`${name} could not be loaded from this page's host.`, { cause });
      });
      return module.openPeer();
    },
  };
}
