import { GpuError, withErrorScopes } from "./errors.ts";
import type { UniformFields, UniformStruct } from "./uniforms.ts";

/** How a shader uses a storage buffer. */
export type Access = "read" | "readWrite";

/** A shader's interface: binding 0 is the uniform struct, storage buffers follow in order. */
export interface KernelSpec<F extends UniformFields = UniformFields> {
  readonly label: string;
  readonly code: string;
  readonly params: UniformStruct<F>;
  readonly bindings: readonly Access[];
}

/** A part of a buffer; offset and size in bytes, the offset a multiple of 256. */
export interface BufferSlice {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** A compiled compute pipeline and its bind group layout. */
export class Kernel {
  private constructor(
    readonly spec: KernelSpec,
    readonly pipeline: GPUComputePipeline,
    readonly layout: GPUBindGroupLayout,
  ) {}

  /** Compiles asynchronously; a GpuError holds the compiler's message with its line and source. */
  static async compile<F extends UniformFields>(
    device: GPUDevice,
    spec: KernelSpec<F>,
    constants: Record<string, number>,
  ): Promise<Kernel> {
    const { label, code } = spec;
    spec.params.assertMatches(code, label);
    const layout = device.createBindGroupLayout({ label, entries: layoutEntries(spec.bindings) });
    const module = device.createShaderModule({ label, code });
    try {
      const pipeline = await withErrorScopes(device, label, () =>
        device.createComputePipelineAsync({
          label,
          layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
          compute: { module, entryPoint: "main", constants },
        }),
      );
      return new Kernel(spec as unknown as KernelSpec, pipeline, layout);
    } catch (cause) {
      throw new GpuError(`${label} did not compile. ${await compilerMessages(module, code)}`, { cause });
    }
  }

  /** Binds the uniform struct and the storage buffers, which must be as many as the shader has. */
  bind(device: GPUDevice, params: BufferSlice, buffers: readonly BufferSlice[]): GPUBindGroup {
    const { label, bindings } = this.spec;
    if (buffers.length !== bindings.length) {
      throw new RangeError(`${label} has ${bindings.length} storage buffers; ${buffers.length} were bound`);
    }
    return device.createBindGroup({
      label,
      layout: this.layout,
      entries: [params, ...buffers].map((resource, binding) => ({ binding, resource })),
    });
  }
}

function layoutEntries(bindings: readonly Access[]): GPUBindGroupLayoutEntry[] {
  const uniform: GPUBindGroupLayoutEntry = {
    binding: 0,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type: "uniform" },
  };
  const storage = bindings.map((access, index): GPUBindGroupLayoutEntry => ({
    binding: index + 1,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type: access === "read" ? "read-only-storage" : "storage" },
  }));
  return [uniform, ...storage];
}

async function compilerMessages(module: GPUShaderModule, code: string): Promise<string> {
  const { messages } = await module.getCompilationInfo();
  const lines = code.split("\n");
  return messages
    .map(({ lineNum, linePos, message }) => `${lineNum}:${linePos}: ${message}\n${lines[lineNum - 1] ?? ""}`)
    .join("\n");
}
