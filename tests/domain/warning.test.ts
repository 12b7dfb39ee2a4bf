import { expect, test } from "vitest";
import { readWarning, WARNING_CODES, warning } from "../../src/domain/warning.ts";

test.each(WARNING_CODES)("a warning of kind %s is read back from its English", (code) => {
  const args = { wanted: "19.5:9", taken: "16:9" };
  const facts = code === "no_seed" || code === "no_transparency" ? {} : args;
  expect(readWarning(warning(code, args))).toEqual({ code, args: facts });
});

test("a sentence of no kind known here is left as it is", () => {
  for (const text of ["", "This model does not make ; was taken.", "Something else.", `x ${warning("no_seed")}`])
    expect(readWarning(text)).toBeUndefined();
});
