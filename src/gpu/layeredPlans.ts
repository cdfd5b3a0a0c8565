/** What layered plans need, apart, so that it loads when a network asks for it. */
export { NetworkPlan } from "./networkPlan.ts";
export { compilePassKernels } from "./passKernels.ts";
