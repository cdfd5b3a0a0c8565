import { type MatmulVariant, assertVariant, tileOf } from "./variant.ts";

/** 0 to count - 1. */
function range(count: number): number[] {
  return [...Array(count).keys()];
}

/** One text for each of so many, a line each. */
function lines(count: number, line: (index: number) => string): string {
  return range(count).map(line).join("\n");
}

/**
 * WGSL of a kernel: `ends` (Params, buffers and what is done with the sums: shaders/matmulPlain.wgsl or
 * matmulAffine.wgsl), then a main of named registers:
 *
 * - a0, a1, ...       four values along k of each of the thread's rows
 * - b0_0 to b3_0, ... four rows of B, one vec4 for each of the thread's blocks of four columns
 * - s0_0, s0_1, ...   the sums: row, block of columns
 *
 * `step` counts k in fours. Loads past the matrix are clamped to its edge; what they lead to is not written.
 */
export function matmulCode(variant: MatmulVariant, ends: string, transposed: boolean): string {
  assertVariant(variant);
  const { family, rows, columns, workgroup, quad } = variant;
  const [tileRows, tileColumns] = tileOf(variant);
  return `${quad ? "enable subgroups;" : ""}
${ends}
${family === "workgroup" ? tileDeclarations(variant) : ""}
@compute @workgroup_size(${workgroup.join(", ")})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
  ${quad ? "@builtin(subgroup_invocation_id) invocation: u32," : ""}
) {
  let steps = (params.k + 3u) / 4u;
  let blocks = (params.m + 3u) / 4u; // of four rows
  let columns = (params.n + 3u) / 4u; // in fours
  let tile_row = (group.y + params.first_y) * ${tileRows}u;
  let tile_column = (group.x + params.first_x) * ${tileColumns / 4}u;
  let row = tile_row + local.y * ${rows}u;
  let column = tile_column + local.x;
  ${quad ? "let lane = invocation % 4u;" : ""}
${lines(rows, (r) => lines(columns, (j) => `  var s${r}_${j} = vec4f();`))}
${family === "workgroup" ? workgroupLoop(variant, transposed) : registersLoop(variant, transposed)}
${lines(rows / 4, (i) => `  let rows${i} = row_terms(row + ${4 * i}u);`)}
${lines(columns, (j) => writeColumn(variant, j))}
}
`;
}

/** Every thread reads its own rows of A and columns of B from the buffers. */
function registersLoop(variant: MatmulVariant, transposed: boolean): string {
  const { rows, columns, workgroup, quad } = variant;
  const block = (i: number): string => `min(row / 4u + ${i}u, blocks - 1u)`;
  const loads = quad ? rows / 4 : rows;
  const rowOf = (i: number): string => (quad ? `row + ${4 * i}u + lane` : `row + ${i}u`);
  const along = (i: number): string => `  let along${i} = min(${rowOf(i)}, blocks * 4u - 1u) * steps;`;
  return `
${transposed ? lines(rows / 4, (i) => `  let block${i} = ${block(i)};`) : lines(loads, along)}
${lines(columns, (j) => `  let column${j} = min(column + ${j * workgroup[0]}u, columns - 1u);`)}
  for (var step = 0u; step < steps; step += 1u) {
${lines(columns, (j) => lines(4, (q) => `    let b${q}_${j} = b[(4u * step + ${q}u) * columns + column${j}];`))}
${quad ? quadRows(rows, transposed) : ownRows(rows, transposed, "a", "step", (q, i) => `(4u * step + ${q}u) * blocks + block${i}`)}
${product(variant)}
  }`;
}

/** a0, a1, ...: from one place each, or gathered from four rows of Aᵀ. */
function ownRows(
  rows: number,
  transposed: boolean,
  from: string,
  step: string,
  place: (q: number, i: number) => string,
): string {
  if (!transposed) return lines(rows, (r) => `    let a${r} = ${from}[along${r} + ${step}];`);
  const loads = lines(rows / 4, (i) => lines(4, (q) => `    let t${q}_${i} = ${from}[${place(q, i)}];`));
  return `${loads}\n${turned(rows)}`;
}

/** t0_i to t3_i hold four rows each for one k; a0, a1, ... hold four k for one row. */
function turned(rows: number): string {
  return lines(rows, (r) => {
    const of = (q: number): string => `t${q}_${r >> 2}.${"xyzw"[r % 4]}`;
    return `    let a${r} = vec4f(${range(4).map(of).join(", ")});`;
  });
}

/** The same rows, a quarter of them loaded by each of four neighbours. */
function quadRows(rows: number, transposed: boolean): string {
  const place = (i: number): string => (transposed ? `(4u * step + lane) * blocks + block${i}` : `along${i} + step`);
  const load = (i: number): string => `    let own${i} = a[${place(i)}];`;
  const share = (i: number, q: number): string =>
    `    let ${transposed ? `t${q}_${i}` : `a${4 * i + q}`} = quadBroadcast(own${i}, ${q}u);`;
  const shared = lines(rows / 4, (i) => [load(i), lines(4, (q) => share(i, q))].join("\n"));
  return transposed ? `${shared}\n${turned(rows)}` : shared;
}

/** Adds four steps along k to every sum. */
function product({ rows, columns, inner }: MatmulVariant): string {
  if (inner === "mat4x4") {
    const matrices = lines(columns, (j) => `    let b_${j} = mat4x4f(b0_${j}, b1_${j}, b2_${j}, b3_${j});`);
    return `${matrices}\n${lines(rows, (r) => lines(columns, (j) => `    s${r}_${j} += b_${j} * a${r};`))}`;
  }
  const chain = (r: number, j: number): string =>
    range(4).reduce((sum, q) => `fma(vec4f(a${r}.${"xyzw"[q]}), b${q}_${j}, ${sum})`, `s${r}_${j}`);
  return lines(rows, (r) => lines(columns, (j) => `    s${r}_${j} = ${chain(r, j)};`));
}

function tileDeclarations(variant: MatmulVariant): string {
  const [tileRows, tileColumns] = tileOf(variant);
  const { tileK } = variant;
  return `
var<workgroup> tile_a: array<vec4f, ${(tileRows * tileK) / 4}>;
var<workgroup> tile_b: array<vec4f, ${(tileK * tileColumns) / 4}>;
`;
}

/** The workgroup brings tiles of A and B into its memory; every thread reads its rows and columns there. */
function workgroupLoop(variant: MatmulVariant, transposed: boolean): string {
  const { rows, columns, workgroup, tileK } = variant;
  const [tileRows, tileColumns] = tileOf(variant).map((side) => side / 4) as [number, number];
  const [threads, tileSteps] = [workgroup[0] * workgroup[1], tileK / 4];
  const fetchA = transposed
    ? `a[min(4u * first + at / ${tileRows}u, 4u * steps - 1u) * blocks + min(tile_row / 4u + at % ${tileRows}u, blocks - 1u)]`
    : `a[min(tile_row + at / ${tileSteps}u, 4u * blocks - 1u) * steps + min(first + at % ${tileSteps}u, steps - 1u)]`;
  const stepA = transposed ? `first + at / ${4 * tileRows}u` : `first + at % ${tileSteps}u`;
  const fetchB = `b[min(4u * first + at / ${tileColumns}u, 4u * steps - 1u) * columns + min(tile_column + at % ${tileColumns}u, columns - 1u)]`;
  const fill = (tile: string, fetch: string, step: string, count: number): string =>
    lines(
      count / threads,
      (part) => `    {
      let at = thread + ${part * threads}u;
      ${tile}[at] = select(vec4f(), ${fetch}, ${step} < steps);
    }`,
    );
  const place = (q: number, i: number): string => `(4u * step + ${q}u) * ${tileRows}u + local.y * ${rows / 4}u + ${i}u`;
  return `
${transposed ? "" : lines(rows, (r) => `  let along${r} = (local.y * ${rows}u + ${r}u) * ${tileSteps}u;`)}
  for (var first = 0u; first < steps; first += ${tileSteps}u) {
${fill("tile_a", fetchA, stepA, tileRows * tileK)}
${fill("tile_b", fetchB, `first + at / ${4 * tileColumns}u`, tileColumns * tileK)}
    workgroupBarrier();
    for (var step = 0u; step < ${tileSteps}u; step += 1u) {
${lines(columns, (j) => lines(4, (q) => `    let b${q}_${j} = tile_b[(4u * step + ${q}u) * ${tileColumns}u + local.x + ${j * workgroup[0]}u];`))}
${ownRows(rows, transposed, "tile_a", "step", place)}
${product(variant)}
    }
    workgroupBarrier();
  }`;
}

/** Hands the sums of block `j` of the thread's columns on, four rows at a time. */
function writeColumn({ rows, workgroup }: MatmulVariant, j: number): string {
  const at = `column + ${j * workgroup[0]}u`;
  const write = (i: number): string => {
    const sums = range(4).map((r) => `s${4 * i + r}_${j}`);
    return `    if (row + ${4 * i}u < params.m) {
      write(row + ${4 * i}u, ${at}, rows${i}, terms, ${sums.join(", ")});
    }`;
  };
  return `  if (${at} < columns) {
    let terms = column_terms(${at}, row == 0u);
${lines(rows / 4, write)}
  }`;
}
