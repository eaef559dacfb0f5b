import type { Alias } from "../../../receiver/src/pricing/own-prices.ts";
import { Field } from "./field.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { aliasFields, aliasIn } from "./price-book.ts";
import { ModelField } from "./price-dialog.tsx";

interface AliasDialogProps {
  readonly project: string;
  readonly title: string;
  readonly alias: Partial<Alias>;
  readonly onSave: (alias: Alias) => Promise<void>;
  readonly onClose: () => void;
}

export function AliasDialog({ project, title, alias, onSave, onClose }: AliasDialogProps) {
  return (
    <FormDialog
      title={title}
      action="Save the alias"
      about="Calls of the one are priced as if they were of the other. Aliases of aliases are not followed."
      fields={aliasFields}
      onSave={(form) => onSave(aliasIn(form))}
      onClose={onClose}
    >
      {(said) => {
        const field = (name: (typeof aliasFields)[number]) => ({
          name,
          defaultValue: alias[name] ?? "",
          said: said.of(name),
        });
        return (
          <div className="grid gap-x-3 sm:grid-cols-2">
            <ModelField project={project} {...field("model")} />
            <Field label="Provider" hint="any, when left empty" placeholder="any" isCode {...field("provider")} />
            <Field
              label="Is priced as the model"
              hint="as the price list has it"
              isCode
              required
              {...field("asModel")}
            />
            <Field
              label="Of the provider"
              hint="the same, when left empty"
              placeholder="the same"
              isCode
              {...field("asProvider")}
            />
          </div>
        );
      }}
    </FormDialog>
  );
}
