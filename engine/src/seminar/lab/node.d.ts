// What compile_wheels.mjs takes from Node; only the check of types reads this file.
// Node's own types (@types/node) would give the browser's scripts another `setTimeout`.

declare module "node:fs" {
  export function readFileSync(path: URL, encoding: "utf8"): string;
}

declare module "node:process" {
  export const argv: string[];
}

declare module "node:url" {
  export function pathToFileURL(path: string): URL;
}
