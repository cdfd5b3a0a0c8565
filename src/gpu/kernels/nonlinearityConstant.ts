import { NONLINEARITY_IDS, type NonlinearityId } from "../../model/nonlinearity.ts";

/** The override that specialises a pipeline to one φ: its position in NONLINEARITY_IDS. */
export function nonlinearityConstant(id: NonlinearityId): { NONLINEARITY: number } {
  return { NONLINEARITY: NONLINEARITY_IDS.indexOf(id) };
}
