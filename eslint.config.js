// What ESLint looks for in the JavaScript of the engine, of the course and of the tests; `make lint` runs it.
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";

export default defineConfig([
  globalIgnores(["_build/", ".venv*/", "dist/", "lab/.cache/"]),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { globals: globals.browser },
    rules: {
      "no-unused-vars": ["error", { ignoreRestSiblings: true }], // { draft, ...rest } leaves a draft out
      eqeqeq: "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "no-implicit-globals": "error",
      "no-implicit-coercion": ["error", { boolean: false }],
      "no-throw-literal": "error",
      "array-callback-return": "error",
      "default-param-last": "error",
      "no-self-compare": "error",
      "no-template-curly-in-string": "error",
      "no-unreachable-loop": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "object-shorthand": "error",
      "prefer-template": "error",
    },
  },
  { files: ["**/*.mjs"], languageOptions: { globals: globals.node } },
]);
