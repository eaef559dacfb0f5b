import { Link2 } from "lucide-react";
import { useState } from "react";
import type { SavedView } from "../../../receiver/src/control/saved-views.ts";
import { inert } from "../../../receiver/src/inert.ts";
import { chipsOf } from "../lists/filters.ts";
import { useSavedViews } from "../lists/saved-views.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Link } from "../parts/link.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { rangeWords } from "../parts/range-words.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { parseSearch, readListSearch } from "../search.ts";
import { Field } from "./field.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { Refused } from "./refused.tsx";
import { RowActions } from "./row-actions.tsx";

/** Lists that are kept to be found again, by all who look at the project. */
export function ViewsPart({ project }: { project: string }) {
  const { asked, views, rename, remove } = useSavedViews(project);
  const [renaming, setRenaming] = useState<SavedView>();
  const [failure, setFailure] = useState<Error>();
  if (!asked.data) return <Waiting asked={asked} />;
  return (
    <>
      <Refused failure={failure} />
      <Panel>
        <PanelTitle>Saved views</PanelTitle>
        <p className="max-w-2xl text-quiet">
          All who look at this project have them under “Views” above the lists. There, a list is kept as it is shown:
          filters, time, order and columns.
        </p>
        {views.length === 0 && (
          <p className="mt-3">
            None yet. Narrow the{" "}
            <Link to={paths.sessions(project)} className="text-accent underline">
              sessions
            </Link>{" "}
            or{" "}
            <Link to={paths.traces(project)} className="text-accent underline">
              traces
            </Link>
            , open “Views” and give it a name.
          </p>
        )}
        {views.length > 0 && (
          <ul aria-label="Saved views" className="mt-2">
            {views.map((view) => (
              <ViewRow
                key={`${view.list} ${view.name}`}
                project={project}
                view={view}
                onRename={() => setRenaming(view)}
                onRemove={() =>
                  void remove(view).then(
                    () => setFailure(undefined),
                    (error: Error) => setFailure(error),
                  )
                }
              />
            ))}
          </ul>
        )}
      </Panel>
      {renaming && (
        <FormDialog
          title="Rename the view"
          action="Rename"
          fields={["name"]}
          onClose={() => setRenaming(undefined)}
          onSave={(form) => rename(renaming, String(form.get("name") ?? ""))}
        >
          {(said) => (
            <Field name="name" label="Name" maxLength={60} defaultValue={renaming.name} said={said.of("name")} />
          )}
        </FormDialog>
      )}
    </>
  );
}

interface ViewRowProps {
  readonly project: string;
  readonly view: SavedView;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}

function ViewRow({ project, view: { list, name, query }, onRename, onRemove }: ViewRowProps) {
  const search = readListSearch(parseSearch(query));
  const to = list === "sessions" ? paths.sessions(project, search) : paths.traces(project, search);
  const said = [search.q && `“${search.q}”`, ...chipsOf(search).map(({ text }) => text), rangeWords(search)];
  return (
    <li className="flex items-center gap-2 border-line border-b py-1.5 last:border-b-0 hover:bg-hover">
      <span className="min-w-0 flex-1">
        <Link to={to} title={name} className="block truncate font-medium text-accent hover:underline">
          {inert(name)}
        </Link>
        <span className="block truncate text-quiet text-table">
          {list === "sessions" ? "Sessions" : "Traces"} · {inert(said.filter(Boolean).join(" · "))}
        </span>
      </span>
      <span className="flex shrink-0 items-center">
        <CopyButton text={`${window.location.origin}${to}`} what={`the link of ${name}`} Icon={Link2} />
        <RowActions name={name} edit="Rename" onEdit={onRename} onRemove={onRemove} />
      </span>
    </li>
  );
}
