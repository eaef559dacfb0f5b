import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "../../../receiver/src/client/api-error.ts";
import { type Setting, type SettingName, type SettingValues, settingQuery, writeSetting } from "./settings.ts";

/** What a setting becomes; undefined where what was to be changed is no longer there. */
export type Turn<Name extends SettingName> = (now: SettingValues[Name]) => SettingValues[Name] | undefined;

/** Puts it back as it was. Throws when it was changed since. */
export type Undo = () => Promise<void>;

/** What was to be changed is gone, by the hand of another. */
class ChangedMeanwhile extends Error {
  constructor() {
    super("Somebody else changed this meanwhile. It is shown as it is now; look at it and try again.");
  }
}

/** A setting of the project, and the way to change it. */
export function useSetting<Name extends SettingName>(project: string, name: Name) {
  const cache = useQueryClient();
  const asked = useQuery(settingQuery(project, name));
  const change = (turn: Turn<Name>): Promise<Undo> =>
    inTurn(`${name} ${project}`, () => changed({ cache, project, name }, turn));
  return { asked, value: asked.data?.value, change };
}

const writing = new Map<string, Promise<void>>();

/** One change of a setting after the other: each is made to what the one before left. */
function inTurn(setting: string, act: () => Promise<Undo>): Promise<Undo> {
  const before = writing.get(setting);
  const turn = before ? before.then(act) : act();
  const done = turn.then(
    () => {},
    () => {},
  );
  writing.set(setting, done);
  void done.then(() => writing.get(setting) === done && writing.delete(setting));
  return turn;
}

interface Place<Name extends SettingName> {
  readonly cache: QueryClient;
  readonly project: string;
  readonly name: Name;
}

/** Where another wrote meanwhile, what they wrote stays and the change is made to that. */
async function changed<Name extends SettingName>(place: Place<Name>, turn: Turn<Name>): Promise<Undo> {
  const { cache, project, name } = place;
  const query = settingQuery(project, name);
  try {
    return await written(place, cache.getQueryData(query.queryKey) ?? (await cache.fetchQuery(query)), turn);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return written(place, await cache.fetchQuery({ ...query, staleTime: 0 }), turn);
  }
}

/** It shows at once, and is taken back when it is refused. */
async function written<Name extends SettingName>(
  { cache, project, name }: Place<Name>,
  known: Setting<Name>,
  turn: Turn<Name>,
): Promise<Undo> {
  const { queryKey } = settingQuery(project, name);
  const value = turn(known.value);
  if (value === undefined) throw new ChangedMeanwhile();
  void cache.cancelQueries({ queryKey });
  cache.setQueryData(queryKey, { ...known, value });
  try {
    const kept = await writeSetting(project, name, value, known.updatedAt);
    cache.setQueryData(queryKey, kept);
    return async () => {
      cache.setQueryData(queryKey, await writeSetting(project, name, known.value, kept.updatedAt));
    };
  } catch (error) {
    cache.setQueryData(queryKey, known);
    throw error;
  }
}

const isConflict = (error: unknown) => error instanceof ApiError && error.code === "conflict";
