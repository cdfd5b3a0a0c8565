/** Workgroups of the kernels that give each example one thread, 64 a workgroup. */
export function columnWorkgroups(examples: number): [x: number, y: number] {
  return [Math.ceil(examples / 64), 1];
}
