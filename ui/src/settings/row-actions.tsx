import { ArrowUp, Pencil, X } from "lucide-react";

interface RowActionsProps {
  /** What the row is, for those who do not see it. */
  readonly name: string;
  /** Left out where the order means nothing, null for the first. */
  readonly onRaise?: (() => void) | null;
  readonly onEdit?: () => void;
  /** What editing is; "Edit" unless told. */
  readonly edit?: string;
  readonly onRemove: () => void;
}

/** What can be done with a row of a setting. */
export function RowActions({ name, onRaise, onEdit, edit = "Edit", onRemove }: RowActionsProps) {
  return (
    <span className="flex justify-end">
      {onRaise !== undefined && (
        <button
          type="button"
          aria-label={`Try ${name} earlier`}
          title="Earlier: the first that fits counts"
          disabled={onRaise === null}
          onClick={onRaise ?? undefined}
          className="tool-button px-1.5 disabled:opacity-30"
        >
          <ArrowUp size={14} aria-hidden />
        </button>
      )}
      {onEdit && (
        <button
          type="button"
          aria-label={`${edit} ${name}`}
          title={edit}
          onClick={onEdit}
          className="tool-button px-1.5"
        >
          <Pencil size={13} aria-hidden />
        </button>
      )}
      <button
        type="button"
        aria-label={`Remove ${name}`}
        title="Remove"
        onClick={onRemove}
        className="tool-button px-1.5"
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}
