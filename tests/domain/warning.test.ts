import { expect, test } from "vitest";
import { readWarning, WARNING_CODES, warning } from "../../src/domain/warning.ts";

test.each(WARNING_CODES)("a warning of kind %s is read back from its English", (code) => {
  const facts = { wanted: "19.5:9", taken: "16:9", count: "3", blocks: "style, composition, lighting, camera" };
  Object.assign(facts, { tone: "warmer", level: "darker", side: "another" });
  const text = warning(code, facts);
  const said = Object.entries(facts).filter(([, value]) => text.includes(value));
  expect(readWarning(text)).toEqual({ code, args: Object.fromEntries(said) });
});

test("a sentence of no kind known here is left as it is", () => {
  for (const text of ["", "This model does not make ; was taken.", "Something else.", `x ${warning("no_seed")}`])
    expect(readWarning(text)).toBeUndefined();
});
