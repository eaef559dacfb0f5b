import { ListFilter } from "lucide-react";
import { useRef, useState } from "react";
import { Facets, type FacetsProps } from "./facets.tsx";
import { chipsOf } from "./filters.ts";

/** The facets where there is no room beside the list: a sheet that comes up from below. */
export function FacetSheet(props: FacetsProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const count = chipsOf(props.search).length;
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setOpen(true);
          dialog.current?.showModal();
        }}
        className="chip"
      >
        <ListFilter size={13} className="text-quiet" aria-hidden /> Filters{count > 0 && ` (${count})`}
      </button>
      <dialog
        ref={dialog}
        closedby="any"
        aria-label="Filters"
        onClose={() => setOpen(false)}
        className="m-0 mt-auto max-h-[80dvh] w-full max-w-full rounded-t-box border border-line bg-raised text-ink sm:mx-auto sm:max-w-md"
      >
        {isOpen && (
          <>
            <div className="sticky top-0 z-10 flex items-center justify-between border-line border-b bg-raised px-4 py-2.5">
              <h2 className="font-semibold">Filters</h2>
              <button
                type="button"
                onClick={() => dialog.current?.close()}
                className="h-[30px] rounded-box bg-accent px-3 font-semibold text-on-accent"
              >
                Done
              </button>
            </div>
            <Facets {...props} />
          </>
        )}
      </dialog>
    </>
  );
}
