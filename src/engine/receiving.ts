import { bulkhead } from "cockatiel";

/**
 * Pictures that are taken in at once, from the first byte of their answer to the file: each takes about ten megabytes
 * and some tens of milliseconds of the process meanwhile. What else comes waits with the vendor.
 */
const AT_ONCE = 4;

/** A picture's place among those that are taken in. */
export interface Receipt {
  /** Resolves when there is room; the same receipt again keeps its place. */
  admit(): Promise<void>;
  /** Makes room for the next. */
  done(): void;
}

/** Lets a few pictures in at once, in the order in which they ask. */
export function createReceiving(atOnce = AT_ONCE): () => Receipt {
  const places = bulkhead(atOnce, Number.POSITIVE_INFINITY);
  return () => {
    const held = Promise.withResolvers<void>();
    let place: Promise<void> | undefined;
    return {
      admit() {
        place ??= new Promise((admitted) => {
          void places.execute(() => {
            admitted();
            return held.promise;
          });
        });
        return place;
      },
      done: () => held.resolve(),
    };
  };
}
