import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type CsvTable, readCsv } from "../experiments/training/data/csv.ts";
import { startFromArrays } from "../experiments/training/startFromArrays.ts";
import { readNpz } from "../experiments/weights/npz.ts";
import { RefusedError } from "../experiments/weights/weightsConfig.ts";
import type { LayerParameters } from "../model/training.ts";

export function isTableFile(text: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(text);
}

export function isWeightsFile(text: string): boolean {
  return /\.npz$/i.test(text);
}

/** A person's table; a RefusedError of one sentence where it cannot be read. */
export async function readTableFile(path: string): Promise<CsvTable> {
  const bytes = await readBytes("data", path);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RefusedError("data", path, `${basename(path)} is no UTF-8 text: save it as CSV in UTF-8.`);
  }
  return readCsv(text, basename(path));
}

/** Weights and biases of a network of these sizes; a RefusedError of one sentence where the file has others. */
export async function readWeightsFile(path: string, sizes: readonly number[]): Promise<LayerParameters[]> {
  const bytes = await readBytes("initializer", path);
  try {
    return startFromArrays(readNpz(bytes), sizes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RefusedError("initializer", path, `${basename(path)}: ${error.message}`);
  }
}

async function readBytes(field: string, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : String(code);
    throw new RefusedError(field, path, `${field} cannot be read from ${JSON.stringify(path)}: ${reason}.`);
  }
}
