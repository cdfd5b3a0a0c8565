export type UniformType = "u32" | "i32" | "f32";
export type UniformFields = Readonly<Record<string, UniformType>>;
export type UniformValues<F extends UniformFields> = Readonly<Record<keyof F, number>>;

/** Bytes of one field: every type that a uniform struct here may hold is a 4-byte scalar. */
const FIELD_BYTES = 4;

/** A WGSL uniform struct of scalars, its fields declared once, in the shader's order and snake_case names. */
export class UniformStruct<F extends UniformFields> {
  constructor(readonly fields: F) {}

  /** Bytes of the struct, a multiple of 16 as uniform buffers want. */
  get size(): number {
    return Math.ceil((Object.keys(this.fields).length * FIELD_BYTES) / 16) * 16;
  }

  /** Writes the values at `offset` bytes; one missing value throws a RangeError. */
  write(view: DataView, offset: number, values: UniformValues<F>): void {
    Object.entries(this.fields).forEach(([name, type], index) => {
      const value = values[name];
      if (value === undefined || Number.isNaN(value)) throw new RangeError(`the uniform ${name} has no value`);
      const at = offset + index * FIELD_BYTES;
      if (type === "u32") view.setUint32(at, value, true);
      else if (type === "i32") view.setInt32(at, value, true);
      else view.setFloat32(at, value, true);
    });
  }

  /** Throws where the shader's `struct Params` has other fields, types or order. */
  assertMatches(code: string, label: string): void {
    const body = /struct Params\s*\{([^}]*)\}/.exec(code)?.[1];
    if (body === undefined) throw new RangeError(`${label}: the shader has no struct Params`);
    const declared = [...body.matchAll(/(\w+)\s*:\s*(\w+)/g)].map(([, name, type]) => `${name}: ${type}`).join(", ");
    const expected = Object.entries(this.fields)
      .map(([name, type]) => `${name}: ${type}`)
      .join(", ");
    if (declared !== expected) {
      throw new RangeError(`${label}: the shader's Params are (${declared}); TypeScript declares (${expected})`);
    }
  }
}
