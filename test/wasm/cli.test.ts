import { describe, expect, it } from "vitest";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

interface Report {
  readonly engine: { readonly kind: string; readonly adapter: string; readonly software: boolean };
  readonly forward: readonly { readonly log10Std: number }[];
  readonly gradient: readonly { readonly log10Std: number }[];
}

async function signalJson(engine: string): Promise<Report> {
  const { exitCode, stdout, stderr } = await run(["signal", "--json", "--engine", engine]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout) as Report;
}

describe("initscope --engine wasm", () => {
  it("signal runs on WebAssembly and agrees with the reference", async () => {
    const [wasm, cpu] = [await signalJson("wasm"), await signalJson("cpu")];
    expect(wasm.engine).toEqual({ kind: "wasm", adapter: "WebAssembly SIMD, 1 thread", software: false });
    const rows = ({ forward, gradient }: Report): number[] => [...forward, ...gradient].map((row) => row.log10Std);
    const theirs = rows(cpu);
    // log10 of 1 + 1e-5, the bound of the notebook's runs.
    expect(Math.max(...rows(wasm).map((value, row) => Math.abs(value - theirs[row]!)))).toBeLessThan(4.4e-6);
  });

  it("verify checks every kernel", async () => {
    const { exitCode, stdout } = await run(["verify", "--engine", "wasm"]);
    expect(stdout).toMatch(/^WASM: WebAssembly SIMD, 1 thread\n/);
    expect(stdout).toMatch(/\n2\d\d passed, 0 failed\n$/);
    expect(exitCode).toBe(0);
  });
});
