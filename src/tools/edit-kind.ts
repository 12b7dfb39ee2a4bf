import type { EditTask } from "../domain/photo-work.ts";
import type { ImageCapabilities } from "../ports/models.ts";

/** What a tool does to a photo, as data: menus, choice of a model, quotes and the judge read it. */
export interface EditKind {
  /** What is asked of the model. */
  readonly task: EditTask;
  /** Whether a model can do it. */
  can(capabilities: ImageCapabilities): boolean;
  /** `needed`: it makes no sense without the person's words. `masked`: they belong to a mask. */
  readonly words: "needed" | "optional";
  readonly mask: "needed" | "optional" | "none";
  readonly transparent?: boolean;
  /** It reads a picture and makes none. */
  readonly readsOnly?: boolean;
  /** The wish when the person says nothing, in English: models and the judge read it. */
  readonly wish: string;
  /** What every result must show, for the judge. */
  readonly checks: readonly string[];
}
