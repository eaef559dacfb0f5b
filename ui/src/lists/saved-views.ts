import type { SavedView } from "../../../receiver/src/control/saved-views.ts";
import type { ListNoun } from "../api/lists.ts";
import { useSetting } from "../api/use-setting.ts";
import { tellDone } from "../parts/undo.ts";

const longest = 60;
type Views = readonly SavedView[];
type Key = Pick<SavedView, "list" | "name">;

const is = (one: Key) => (other: Key) => one.list === other.list && one.name === other.name;

/** With a view more; one of the same name is replaced where it stands. */
export function withView(views: Views, view: SavedView): Views {
  const short = { ...view, name: view.name.trim().slice(0, longest) };
  if (short.name === "") return views;
  return views.some(is(short)) ? views.map((one) => (is(short)(one) ? short : one)) : [...views, short];
}

export const withoutView = (views: Views, view: Key): Views | undefined =>
  views.some(is(view)) ? views.filter((one) => !is(view)(one)) : undefined;

/** Undefined where it is gone; a name that another view of the list has is refused by the receiver. */
export const renamedView = (views: Views, view: Key, name: string): Views | undefined =>
  views.some(is(view)) ? views.map((one) => (is(view)(one) ? { ...one, name: name.trim() } : one)) : undefined;

/** The views of a project, shared by all who look at it. */
export function useSavedViews(project: string) {
  const { asked, value, change } = useSetting(project, "savedViews");
  async function told(words: string, turn: (views: Views) => Views | undefined) {
    const undo = await change(turn);
    tellDone({ words, undo });
  }
  return {
    asked,
    views: value ?? [],
    keep: (view: SavedView) => told(`View “${view.name.trim()}” kept.`, (views) => withView(views, view)),
    remove: (view: SavedView) => told(`View “${view.name}” removed.`, (views) => withoutView(views, view)),
    rename: (view: SavedView, name: string) =>
      told(`View “${view.name}” renamed.`, (views) => renamedView(views, view, name)),
  };
}

/** Those of one list. */
export const viewsOf = (views: Views, list: ListNoun): Views => views.filter((view) => view.list === list);
