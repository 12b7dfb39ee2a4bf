import { expect, test } from "vitest";
import { readSources } from "../architecture/sources.ts";
import { say } from "../chat/chat-world.ts";
import { everyScreen } from "./every-screen.ts";

test("the contract's list holds every screen that there is", () => {
  const screens = [...readSources()].flatMap(([path, code]) =>
    path.startsWith("chat/screens/")
      ? [...code.matchAll(/^export function (\w+Screen)\(/gm)].map(([, name]) => name)
      : [],
  );
  expect(Object.keys(everyScreen(say)).sort()).toEqual(screens.sort());
});
