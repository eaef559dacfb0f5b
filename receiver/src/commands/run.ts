/** Takes the words behind the command's name and resolves to the exit code. */
export type Run = (words: readonly string[]) => Promise<number>;
