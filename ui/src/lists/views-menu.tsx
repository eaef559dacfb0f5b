import { Bookmark, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { SavedView } from "../../../receiver/src/control/saved-views.ts";
import type { ListNoun } from "../api/lists.ts";
import { Link } from "../parts/link.tsx";
import { Popover } from "../parts/popover.tsx";
import { paths } from "../paths.ts";
import { type ListSearch, parseSearch, readListSearch, stringifySearch } from "../search.ts";
import { useSavedViews, viewsOf } from "./saved-views.ts";

interface ViewsMenuProps {
  readonly project: string;
  readonly noun: ListNoun;
  readonly search: ListSearch;
  readonly addressOf: (search: ListSearch) => string;
}

const offered: readonly { readonly name: string; readonly search: ListSearch }[] = [
  { name: "Failed", search: { status: "error" } },
  { name: "With failed steps", search: { hasError: "true" } },
  { name: "Running now", search: { status: "running", last: "all" } },
  { name: "Most expensive", search: { sort: "cost" } },
  { name: "Slowest", search: { sort: "duration" } },
];

/** Lists that are wanted again: some of ours, and whatever the project keeps. Each is an address. */
export function ViewsMenu(props: ViewsMenuProps) {
  return (
    <Popover
      label="Views"
      look="chip"
      button={
        <>
          <Bookmark size={13} className="text-quiet" aria-hidden /> <span className="hidden lg:inline">Views</span>
        </>
      }
    >
      {(close) => <Views {...props} close={close} />}
    </Popover>
  );
}

function Views({ project, noun, search, addressOf, close }: ViewsMenuProps & { close: () => void }) {
  const { views, keep, remove } = useSavedViews(project);
  const [failure, setFailure] = useState<string>();
  const kept = viewsOf(views, noun);
  const tried = (asked: Promise<void>) =>
    asked.then(
      () => setFailure(undefined),
      (error: Error) => setFailure(error.message),
    );
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    const { pick: _, ...view } = search;
    void tried(keep({ list: noun, name, query: stringifySearch({ ...view }) }));
    event.currentTarget.reset();
  }
  return (
    <div className="w-72 p-1.5">
      {offered.map((view) => (
        <Link key={view.name} to={addressOf(view.search)} onClick={close} className={look}>
          {view.name}
        </Link>
      ))}
      {kept.length > 0 && <hr className="my-1.5 border-line" />}
      {kept.map((view) => (
        <KeptView
          key={view.name}
          view={view}
          to={addressOf(readListSearch(parseSearch(view.query)))}
          close={close}
          onRemove={() => void tried(remove(view))}
        />
      ))}
      <form onSubmit={save} className="mt-1.5 flex gap-1.5 border-line border-t px-1 pt-2">
        <input
          name="name"
          required
          maxLength={60}
          aria-label="Name of this view"
          placeholder="Keep this list as…"
          className="h-[30px] min-w-0 flex-1 rounded-box border border-line bg-ground px-2"
        />
        <button type="submit" className="h-[30px] rounded-box bg-accent px-3 font-semibold text-on-accent">
          Keep
        </button>
      </form>
      {failure && (
        <p role="alert" className="px-1 pt-1.5 text-error text-table">
          {failure}
        </p>
      )}
      <p className="flex justify-between gap-3 px-1 pt-1.5 pb-0.5 text-quiet text-table">
        Seen by all of the project.
        <Link
          to={paths.settings(project, { part: "views" })}
          onClick={close}
          className="text-accent underline underline-offset-2"
        >
          All views
        </Link>
      </p>
    </div>
  );
}

interface KeptViewProps {
  readonly view: SavedView;
  readonly to: string;
  readonly close: () => void;
  readonly onRemove: () => void;
}

function KeptView({ view: { name }, to, close, onRemove }: KeptViewProps) {
  return (
    <span className="flex items-center">
      <Link to={to} onClick={close} title={name} className={`${look} min-w-0 flex-1`}>
        <span className="truncate">{name}</span>
      </Link>
      <button type="button" aria-label={`Remove ${name}`} onClick={onRemove} className="tool-button">
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}

const look = "flex h-8 items-center rounded-box px-2.5 hover:bg-hover";
