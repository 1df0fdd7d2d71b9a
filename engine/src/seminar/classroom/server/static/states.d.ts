// What the class server tells its pages and takes from them; only the check of types reads this file.

import type { Key, Response } from "../../../quiz/static/shapes.d.ts";

/** An option, a step or a row. */
export interface Part {
  id: string;
  text: string;
  html: string;
}

/** A compiled item; the key, and all from which it could be told, is missing until the instructor shows it. */
export interface Item {
  id: string;
  type: string;
  prompt: string;
  options?: Part[];
  rows?: Part[];
  key?: Key;
}

/** How often one thing was said; `row` is where it was put, "" where an item has no rows. */
export interface Line {
  id: string;
  row: string;
  html: string;
  count: number;
  right?: boolean;
}

/** What a round said; `shares` stands there once the key is shown. */
export interface Distribution {
  answered: number;
  lines: Line[];
  shares?: Record<"right" | "partly" | "not", number>;
}

/** Those who answered in two rounds, by what they were before and after. */
export interface Shifts {
  n: number;
  share_before: number | null;
  share_after: number | null;
  "right→right": number;
  "right→wrong": number;
  "wrong→right": number;
  "wrong→wrong": number;
}

/** The words and limits that all pages share; `agreed` of quiz says them. */
export interface Agreed {
  certainties: Record<string, string>;
  history: number;
}

/** The screen before the first question and after the last. */
export interface Empty<Phase extends "waiting" | "ended"> {
  version: number;
  phase: Phase;
  item?: undefined;
  round?: undefined;
}

/** The screen with a question. */
export interface Asked {
  version: number;
  phase: "open" | "closing" | "closed";
  round: number;
  number: number;
  seed: string;
  agreed: Agreed;
  item: Item;
  distribution?: Distribution;
  shifts?: Shifts;
}

export type Stage = Empty<"waiting"> | Empty<"ended"> | Asked;

/** What the instructor can show of a closed round. */
export type Shown = "distribution" | "key" | "shifts";

/** A question in the instructor's list, with the number of answers in each round. */
export interface Listed {
  id: string;
  type: string;
  prompt: string;
  answered: number[];
}

/** What the instructor sees beside the stage; `trouble` is why something could not be written down. */
export interface Board {
  version: number;
  stage_version: number;
  title: string;
  locked: boolean;
  joined: number;
  answered: number;
  shown: Shown[];
  items: Listed[];
  trouble: string | null;
}

/** What a student answers, and what the server keeps of it. */
export interface Answer {
  response: Response;
  certainty: string | null;
}

/** An answer with the question and the round that it belongs to. */
export interface Vote extends Answer {
  item: string;
  round: number;
}

/** What a student's page begins with; without a seat there is no label. */
export type Seated = { label: null } | { label: string; title: string; answer: Vote | null };

/** A seat in the instructor's list. */
export interface Seat {
  number: number;
  label: string;
  answers: number;
}

/** What a question of quiz shows and changes here: less than it keeps on its own pages. */
export interface Draft extends Partial<Answer> {
  attempts?: number;
  draft?: Response;
}
