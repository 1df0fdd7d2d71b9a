// Runs compile_wheels.py in the very Python that the browser will run, because byte code of any other would not load.
// usage: node compile_wheels.mjs PYODIDE FOLDER_WITH_WHEELS OUT PLAN_AS_JSON
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

const [pyodide, wheels, out, plan] = argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${pyodide}/` });
python.mountNodeFS("/wheels", wheels);
python.mountNodeFS("/out", out);
python.globals.set("PLAN", plan);
python.runPython(readFileSync(new URL("compile_wheels.py", import.meta.url), "utf8"));
