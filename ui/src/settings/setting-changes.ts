import { useState } from "react";
import type { SettingName } from "../api/settings.ts";
import { type Turn, type Undo, useSetting } from "../api/use-setting.ts";
import { type Done, tellDone } from "../parts/undo.ts";

/** A setting, changes of which are told with the way back; what was refused outside of a form is kept to be shown. */
export function useSettingChanges<Name extends SettingName>(project: string, name: Name) {
  const { asked, value, change } = useSetting(project, name);
  const [failure, setFailure] = useState<Error>();
  /** Throws what is wrong, for a form to show. */
  async function save(words: string, turn: Turn<Name>, next?: Done["next"]): Promise<void> {
    const undo: Undo = await change(turn);
    setFailure(undefined);
    tellDone({ words, undo, ...(next && { next }) });
  }
  const act = (words: string, turn: Turn<Name>, next?: Done["next"]) => void save(words, turn, next).catch(setFailure);
  return { asked, value, save, act, failure };
}
