// @ts-nocheck: its types are not written yet
// Response files: what a student carries to another device or hands in. Described by responses.schema.json.

import { isMoment } from "../../web/static/moment.js";


/** A record without the dates that are none: one of them would cost the whole file. */
function dated(record) {
  const kept = { ...record };
  if (Array.isArray(kept.history)) kept.history = kept.history.filter((tried) => isMoment(tried?.at));
  if (kept.first && !isMoment(kept.first.at)) kept.first = { ...kept.first, at: kept.at };
  return kept;
}

/** The file's content, of a live piece's model; drafts stay on the device. */
export function packed(model, student, banks) {
  const { format, version } = model.get("agreed").file;
  const answered = (items) => Object.fromEntries(Object.entries(items)
    .filter(([, record]) => isMoment(record.at)).map(([id, { draft, ...record }]) => [id, dated(record)]));
  const filled = Object.entries(banks).map(([stem, bank]) => [stem, { ...bank, items: answered(bank.items) }]);
  return { format, version, course: model.get("course"), student, created: new Date().toISOString(), banks: Object.fromEntries(filled) };
}

/** Gives the reader a file. */
export function download(name, content) {
  const href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  Object.assign(link, { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** A file name from a student's name or code, in letters that every system takes. */
export function fileName(student, what) {
  const code = student.normalize("NFKD").replace(/[^\w-]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60);
  return `${code || "answers"}-${what}.json`;
}
