import { useQuery } from "@tanstack/react-query";
import { useLocation, useMatches } from "@tanstack/react-router";
import { projectsQuery } from "../api/queries.ts";
import { useOfferedActs } from "../parts/acts.ts";
import { places } from "../parts/places.ts";
import { rangeChoices } from "../parts/range-words.ts";
import { setTheme, type Theme, themes, useTheme } from "../parts/theme.ts";
import { useAddressWith } from "../parts/turn.ts";
import { tellDone } from "../parts/undo.ts";
import { paths } from "../paths.ts";
import { defaultRange, readTimeSearch, type TimeSearch } from "../search.ts";
import { type Command, placeCommands, searchCommands } from "./commands.ts";
import { foundQuery, namesQuery } from "./find-queries.ts";

/** All that can be chosen here and now, for what was typed. */
export function useCommands(project: string, typed: string): readonly Command[] {
  const time = readTimeSearch(useLocation().search);
  const placed = { project, time };
  return [
    ...useHere(),
    ...useComparing(project),
    ...placeCommands(places, placed),
    ...useFound(project, typed, time),
    ...useTimes(time),
    ...useProjects(project),
    ...useWindow(),
    ...searchCommands(typed, placed),
  ];
}

function useHere(): readonly Command[] {
  const acts = useOfferedActs();
  return [
    ...acts.map(
      ({ act, isOfWindow, ...rest }): Command => ({ ...rest, group: isOfWindow ? "Window" : "Here", does: { act } }),
    ),
    {
      group: "Here",
      label: "Copy the link of this page",
      words: "share address url",
      does: { act: () => void copyLink() },
    },
  ];
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    tellDone({ words: "The link of this page is copied." });
  } catch {
    tellDone({ words: "The browser does not let the link be copied here; it stands in the address bar." });
  }
}

/** What is looked at is selected in its list, to be compared with another of it. */
function useComparing(project: string): readonly Command[] {
  const [, , , place, id] = useLocation().pathname.split("/").map(decoded);
  if (id === undefined || id === "" || (place !== "sessions" && place !== "traces")) return [];
  const one = place.slice(0, -1);
  const path = paths[place](project, { pick: [id] });
  return [{ group: "Here", label: `Compare this ${one} with another…`, words: "difference", does: { path } }];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const named = [
  ["agent", "agents"],
  ["tool", "tools"],
  ["model", "models"],
  ["user", "users"],
] as const;

function useFound(project: string, typed: string, time: TimeSearch): readonly Command[] {
  const isAsked = typed.trim() !== "";
  const { data: found } = useQuery(foundQuery(project, typed));
  const { data: names } = useQuery({ ...namesQuery(project), enabled: isAsked });
  if (!isAsked) return [];
  const words = typed.trim();
  return [
    ...(found?.session
      ? [
          {
            group: "Found",
            label: "Open session",
            about: found.session.name || words,
            words,
            does: { path: paths.session(project, found.session.sessionId) },
          } as const,
        ]
      : []),
    ...(found?.traces ?? []).map(
      ({ traceId, name }): Command => ({
        group: "Found",
        label: `Open trace ${traceId.slice(0, 12)}…`,
        about: name,
        words,
        does: { path: paths.trace(project, traceId) },
      }),
    ),
    ...named.flatMap(([facet, place]) =>
      (names?.facets[facet] ?? []).map(
        ({ value }): Command => ({
          group: "Found",
          label: value,
          about: facet,
          does: { path: paths.entity(project, place, value, time) },
        }),
      ),
    ),
  ];
}

/** Of pages that show a time. */
function useTimes(time: TimeSearch): readonly Command[] {
  const addressWith = useAddressWith();
  const hasTime = useMatches({ select: (matches) => matches.at(-1)?.staticData.hasTime === true });
  if (!hasTime) return [];
  const { from, to, live } = time;
  const last = from || to ? undefined : (time.last ?? defaultRange);
  const ranges = rangeChoices.map(([value, label]): Command => {
    const turned = { last: value === defaultRange ? undefined : value, from: undefined, to: undefined };
    return {
      group: "Time",
      label,
      words: `time range ${value}`,
      isChosen: value === last,
      does: { path: addressWith(turned) },
    };
  });
  const isLive = live !== "off";
  const follow: Command = {
    group: "Time",
    label: isLive ? "Hold still" : "Follow what comes in",
    words: "live pause refresh",
    does: { path: addressWith({ live: isLive ? "off" : undefined }) },
  };
  return to === undefined ? [...ranges, follow] : ranges;
}

function useProjects(project: string): readonly Command[] {
  const { data } = useQuery(projectsQuery);
  const projects = data?.items ?? [];
  if (projects.length < 2) return [];
  return projects.map(({ id, name }) => ({
    group: "Project",
    label: name,
    words: `project switch ${id}`,
    isChosen: id === project,
    does: { path: paths.place(id, "overview") },
  }));
}

const themeWords: Readonly<Record<Theme, string>> = {
  system: "Theme of the system",
  light: "Light theme",
  dark: "Dark theme",
};

function useWindow(): readonly Command[] {
  const chosen = useTheme();
  return themes.map((theme) => ({
    group: "Window",
    label: themeWords[theme],
    words: "theme appearance switch colour",
    isChosen: theme === chosen,
    does: { act: () => setTheme(theme) },
  }));
}
