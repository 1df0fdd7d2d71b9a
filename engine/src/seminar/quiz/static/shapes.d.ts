// What questions, answers and controls look like; only the check of types reads this file.

/** What a student gives: a text or an option's id, several ids, or an option's id for each row; null for nothing. */
export type Response = string | string[] | Record<string, string> | null;

/** What is right, as far as a type scores by options; other types add to it. */
export interface Key {
  correct: string[];
  wrong: string[];
  pairs: Record<string, string>;
}

/** The present ids of options and rows by those that they had before. */
export interface Former {
  options?: Record<string, string>;
  rows?: Record<string, string>;
}

/** One try at an item. */
export interface Attempt {
  response?: Response;
  score: number | null;
  certainty: string | null;
  hints?: number;
  at: string | null;
}

/** What is kept of the answers to one item; quiz/__init__.py describes it. */
export interface Kept extends Attempt {
  attempts: number;
  hints: number;
  shown: boolean;
  shown_at?: string;
  draft?: Response;
  first: Attempt | null;
  history?: Attempt[];
}
