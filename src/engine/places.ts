import { bulkhead } from "cockatiel";

/**
 * Pictures that are taken in at once, from the first byte of their answer to the file: each takes about ten megabytes
 * and some tens of milliseconds of the process meanwhile. What else comes waits with the vendor.
 */
const PICTURES_AT_ONCE = 2;

/** A place among the few that are at it. */
export interface Place {
  /** Resolves when there is room; asking again keeps the place. */
  admit(): Promise<void>;
  /** Makes room for the next, also when this one was never admitted. */
  done(): void;
}

/** Lets a few in at once, in the order in which they ask. */
export function createPlaces(atOnce = PICTURES_AT_ONCE): () => Place {
  const places = bulkhead(atOnce, Number.POSITIVE_INFINITY);
  return () => {
    const held = Promise.withResolvers<void>();
    let admitted: Promise<void> | undefined;
    return {
      admit() {
        admitted ??= new Promise((enter) => {
          void places.execute(() => {
            enter();
            return held.promise;
          });
        });
        return admitted;
      },
      done: () => held.resolve(),
    };
  };
}
