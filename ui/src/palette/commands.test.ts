import { expect, test } from "vitest";
import { places } from "../parts/places.ts";
import { type Command, placeCommands, searchCommands, sectionsOf } from "./commands.ts";

const trace = "5B8efff798038103d269b633813fc60c";
const placed = { project: "p", time: { last: "7d" } } as const;
const acts: readonly Command[] = [
  { group: "Here", label: "Pause what is live", keys: "p", does: { act: () => {} } },
  { group: "Window", label: "Dark theme", words: "appearance", does: { act: () => {} } },
];
const all = (typed: string) => [...acts, ...placeCommands(places, placed), ...searchCommands(typed, placed)];
const told = (typed: string) =>
  sectionsOf(all(typed), typed).map(({ group, commands }) => [group, ...commands.map(({ label }) => label)]);

test("without a word all is offered, group by group", () => {
  expect(told("").map(([group]) => group)).toEqual(["Here", "Go to", "Window"]);
});

test("the group of what answers best goes first, words to look for go last", () => {
  expect(told("dark")).toEqual([
    ["Window", "Dark theme"],
    ["Search", "Sessions with", "Traces with"],
  ]);
  expect(told("ing")[0]?.slice(0, 2)).toEqual(["Go to", "Ingest"]);
  expect(told("go to cost")[0]?.slice(0, 2)).toEqual(["Go to", "Cost"]);
  expect(told("claude code")[0]).toEqual(["Go to", "Connect"]);
});

test("every part of the settings is found by its name, and by what is done there", () => {
  expect(told("settings")[0]).toEqual([
    ...["Go to", "Settings", "Settings: Project", "Settings: Prices", "Settings: Mapping rules"],
    ...["Settings: Redaction", "Settings: Retention", "Settings: Saved views"],
  ]);
  expect(["prices", "secrets", "delete days"].map((typed) => told(typed)[0]?.[1])).toEqual([
    ...["Settings: Prices", "Settings: Redaction", "Settings: Retention"],
  ]);
  const paths = all("").flatMap(({ label, does }) => (label.startsWith("Settings: ") ? [does] : []));
  expect(paths).toEqual(
    ["", "&part=prices", "&part=rules", "&part=redaction", "&part=retention", "&part=views"].map((part) => ({
      path: `/p/p/settings?last=7d${part}`,
    })),
  );
});

test("an id opens its trace, words are looked for in the time that is looked at", () => {
  expect(sectionsOf(all(` ${trace}`), ` ${trace}`)).toEqual([
    {
      group: "Found",
      commands: [
        expect.objectContaining({ label: "Open trace", does: { path: `/p/p/traces/${trace.toLowerCase()}` } }),
      ],
    },
  ]);
  expect(searchCommands("late order", placed).map(({ does }) => does)).toEqual([
    { path: "/p/p/sessions?last=7d&q=late+order" },
    { path: "/p/p/traces?last=7d&q=late+order" },
  ]);
});
