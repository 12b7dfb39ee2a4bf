import { expect, test } from "vitest";
import { createPlaces } from "../../src/engine/places.ts";

const soon = () => new Promise((turn) => setTimeout(turn, 5));

test("a few pictures are taken in at once, in the order in which they came", async () => {
  const receive = createPlaces(2);
  const receipts = Array.from({ length: 4 }, () => receive());
  const admitted: number[] = [];
  for (const [at, receipt] of receipts.entries()) void receipt.admit().then(() => admitted.push(at));
  await soon();
  expect(admitted).toEqual([0, 1]);
  // Asking again keeps the place.
  await receipts[0]?.admit();
  receipts[1]?.done();
  await soon();
  expect(admitted).toEqual([0, 1, 2]);
  receipts[0]?.done();
  await soon();
  expect(admitted).toEqual([0, 1, 2, 3]);
});

test("who gave up before there was room holds up nobody", async () => {
  const receive = createPlaces(1);
  const [first, gaveUp, last] = [receive(), receive(), receive()];
  await first.admit();
  void gaveUp.admit();
  gaveUp.done();
  const admitted = last.admit();
  first.done();
  await admitted;
});
