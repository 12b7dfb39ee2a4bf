import { SfumatoError } from "../domain/errors.ts";

/** Ids become file names. @throws SfumatoError `E_INTERNAL` for one that could leave its folder */
export function safeName(id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return id;
  throw new SfumatoError("E_INTERNAL", "An id cannot be a file name.", { details: { id } });
}
