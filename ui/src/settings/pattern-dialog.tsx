import type { RedactionSetting } from "../../../receiver/src/redaction/rules.ts";
import { Field } from "./field.tsx";
import { FormDialog } from "./form-dialog.tsx";

type Pattern = RedactionSetting["patterns"][number];

interface PatternDialogProps {
  readonly pattern: Pattern | undefined;
  readonly onSave: (pattern: Pattern) => Promise<void>;
  readonly onClose: () => void;
}

export function PatternDialog({ pattern, onSave, onClose }: PatternDialogProps) {
  const text = (form: FormData, name: string) => String(form.get(name) ?? "");
  return (
    <FormDialog
      title={pattern ? "Edit the pattern" : "Add a pattern"}
      action="Save the pattern"
      about="Whatever matches is taken out of all that arrives, and the name stands in its place."
      fields={["name", "pattern"]}
      onSave={(form) => onSave({ name: text(form, "name").trim(), pattern: text(form, "pattern") })}
      onClose={onClose}
    >
      {(said) => (
        <>
          <Field
            name="name"
            label="Name"
            placeholder="customer"
            hint="shows as [redacted:customer]"
            defaultValue={pattern?.name}
            said={said.of("name")}
          />
          <Field
            name="pattern"
            label="Pattern"
            placeholder="\bC-[0-9]{6}\b"
            hint="a regular expression in the syntax of RE2, up to 256 characters"
            isCode
            defaultValue={pattern?.pattern}
            said={said.of("pattern")}
          />
        </>
      )}
    </FormDialog>
  );
}
