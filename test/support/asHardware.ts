import type { GpuContext } from "../../src/gpu/context.ts";

/** The context itself but for what it says of its adapter, which is no software then; kernels take a hardware's threads. */
export function asHardware(context: GpuContext): GpuContext {
  const info = { ...context.info, software: false };
  // A proxy does not have the private parts of what it stands for.
  const member = (target: GpuContext, key: string | symbol): unknown => {
    const own: unknown = Reflect.get(target, key, target);
    return typeof own === "function" ? (own.bind(target) as unknown) : own;
  };
  return new Proxy(context, { get: (target, key) => (key === "info" ? info : member(target, key)) });
}
