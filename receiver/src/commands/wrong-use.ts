/** The command was not understood: one sentence for a person, and exit code 2. */
export class WrongUse extends Error {}
