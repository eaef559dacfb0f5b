import { Bookmark, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Link } from "../parts/link.tsx";
import { Popover } from "../parts/popover.tsx";
import { type ListSearch, parseSearch, readListSearch, stringifySearch } from "../search.ts";
import { type SavedView, useSavedViews, withView } from "./saved-views.ts";

interface ViewsMenuProps {
  readonly project: string;
  readonly noun: string;
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

/** Lists that are wanted again: some of ours, and whatever somebody keeps. Each is an address. */
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
  const { views, keep } = useSavedViews(project, noun);
  const [removed, setRemoved] = useState<readonly SavedView[]>();
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    const { pick: _, ...view } = search;
    keep(withView(views, { name, query: stringifySearch({ ...view }) }));
    event.currentTarget.reset();
  }
  function remove(view: SavedView) {
    setRemoved(views);
    keep(views.filter((other) => other !== view));
  }
  return (
    <div className="w-72 p-1.5">
      {offered.map((view) => (
        <Link key={view.name} to={addressOf(view.search)} onClick={close} className={look}>
          {view.name}
        </Link>
      ))}
      {views.length > 0 && <hr className="my-1.5 border-line" />}
      {views.map((view) => (
        <span key={view.name} className="flex items-center">
          <Link
            to={addressOf(readListSearch(parseSearch(view.query)))}
            onClick={close}
            className={`${look} min-w-0 flex-1`}
          >
            <span className="truncate">{view.name}</span>
          </Link>
          <button type="button" aria-label={`Remove ${view.name}`} onClick={() => remove(view)} className="tool-button">
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      {removed && (
        <button
          type="button"
          onClick={() => {
            keep(removed);
            setRemoved(undefined);
          }}
          className="px-2.5 py-1 text-accent text-table hover:underline"
        >
          Undo the removal
        </button>
      )}
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
      <p className="px-1 pt-1.5 pb-0.5 text-quiet text-table">Kept in this browser; each is an address to share.</p>
    </div>
  );
}

const look = "flex h-8 items-center rounded-box px-2.5 hover:bg-hover";
