import type { MeanField, MeanFieldPoint } from "../../model/meanField.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import type { ShownDiagram } from "../theory-diagram/theory-diagram.ts";
import type { PlanePoint } from "../theory-lab/plane.ts";

/** Theory at a place of the plane. */
export interface FieldAt {
  readonly activation: NonlinearityId;
  readonly point: PlanePoint;
  readonly field: MeanField;
}

/** Numbers on show. */
export interface Reading extends FieldAt {
  /** True where they are of the place under the mouse, not of the chosen point. */
  readonly hovered: boolean;
}

/** What a picture must be of, to be what is asked for. */
type MapLook = Pick<ShownDiagram, "quantity" | "theme"> & { readonly config: MeanFieldPoint };

/** Whether a picture shows what is asked for, wherever its window lies. */
export function isPictureOf(
  { activation, quantity, theme }: Pick<ShownDiagram, "activation" | "quantity" | "theme">,
  asked: MapLook,
): boolean {
  return activation === asked.config.activation && quantity === asked.quantity && theme === asked.theme;
}

/** Whether theory is that of an activation at a point. */
export function isFieldOf({ activation, point }: FieldAt, asked: MeanFieldPoint): boolean {
  const { sigmaW2, sigmaB2 } = point;
  return activation === asked.activation && sigmaW2 === asked.sigmaW2 && sigmaB2 === asked.sigmaB2;
}

/** Theory under the mouse, once it is there; else at the chosen point; of no activation but the chosen one. */
export function readingOnShow(
  activation: NonlinearityId,
  underMouse: FieldAt | null,
  atPoint: FieldAt | null,
): Reading | null {
  if (underMouse?.activation === activation) return { ...underMouse, hovered: true };
  return atPoint?.activation === activation ? { ...atPoint, hovered: false } : null;
}
