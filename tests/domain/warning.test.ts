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

test.each([
  ["This model takes 3 pictures; the first 3 were taken.", "some_references"],
  [
    "This model takes no masks: it was shown the whole picture, and what lies outside of the mask was put back to the pixel.",
    "mask_put_back",
  ],
  ["The prompt writer gave no usable answer in this round.", "no_revision"],
  ["The prompt writer gave no usable answer: your own words are the prompt.", "own_words"],
])("what a database may hold is read whatever it is worded now: %s", (text, code) => {
  expect(readWarning(text)?.code).toBe(code);
});
