import { z } from "zod";
import type { Item } from "../client/routes.ts";
import { isoMoment } from "../terminal/amounts.ts";
import { drawLine } from "../terminal/sheet.ts";
import { filterShape, filtersFrom, pageShape } from "./asked.ts";
import { quoted } from "./said.ts";
import { present, sheetOf, shortened, textFrom, tool } from "./tool.ts";

const q = z
  .string()
  .min(1)
  .max(1000)
  .describe('words that must all stand in the step, in any case and order; a "phrase in quotes" as it stands');

export const searchTool = tool({
  name: "search",
  title: "Search what was said",
  description:
    "Finds steps (spans) by what stands in their names, messages, tool arguments and results, errors, attributes and logs, in " +
    "any language, the newest first, with a snippet around each match and the place it stands in. read_span shows one whole.",
  input: z.strictObject({ ...filterShape, q, ...pageShape(20, 100) }),
  run: async (project, { limit, cursor, ...given }, signal) => {
    const asked = { ...filtersFrom(given), limit, cursor };
    const { items, nextCursor, from, isCut } = await project.get("search", asked, signal);
    const found = items.length > 0 ? items.flatMap(foundLines) : [nothing];
    const passedBy = isCut
      ? [`What began before ${isoMoment(from)} was not looked through: narrow it, or ask to that time`]
      : [];
    const more = nextCursor === null ? [] : [`There are more: ask again with cursor ${nextCursor}`];
    return {
      text: textFrom([...found, ...passedBy, ...more], "ask for fewer with limit"),
      structured: { items: items.map(factsOf), nextCursor, from, isCut },
    };
  },
});

const nothing = "No step says that. The last 24 hours are looked at unless from says otherwise.";

type Found = Item<"search">;

function foundLines({ traceId, spanId, sessionId, name, kind, startTime, matches, isCut }: Found): string[] {
  const session = sessionId === null ? "" : `, session ${shortened(sessionId, 100)}`;
  return [
    `- ${kind}: ${shortened(name, 200)} [${spanId}] in trace ${traceId}${session}, ${isoMoment(startTime)}`,
    ...quoted(
      matches.map((match) => drawLine(`${placeOf(match)}: ${match.snippet}`, sheetOf())),
      "",
    ),
    ...(isCut ? ["  (more matches in this step)"] : []),
  ];
}

/** `input 3`, `tool.arguments $.hotel`, `attribute tenant` */
function placeOf(match: Found["matches"][number]): string {
  const index = "index" in match ? ` ${match.index}` : "";
  const key = "key" in match && match.key !== undefined ? ` ${match.key}` : "";
  const path = "path" in match && match.path !== undefined ? ` ${match.path}` : "";
  return `${match.place}${index}${key}${path}`;
}

const factsOf = ({ name, matches, ...found }: Found) =>
  present({
    ...found,
    name: shortened(name, 200),
    matches: matches.map((match) => ({ place: placeOf(match), snippet: match.snippet })),
  });
