import { compileRuleFiles, type Rules } from "./load-rules";
import { parseOverlay } from "./parse-overlay";

/**
 * The built-in rules with an admin's on top: rules added, and built-in ones left out. Pure; takes about as long as loading
 * the built-in rules, so keep the result. `overlayVersion` becomes part of the name that readings carry. A blank overlay
 * gives the built-in rules as they are.
 * @throws UnreadableOverlay naming every problem with its line, its rule and what to do
 */
export function compileRules(builtIn: Rules, overlayYaml: string, overlayVersion: number): Rules {
  const { disable, rules } = parseOverlay(overlayYaml, builtIn.files);
  if (disable.length === 0 && rules.length === 0) return builtIn;
  const left = new Set(disable);
  const { files } = builtIn;
  const merged = {
    ...files,
    rules: [
      ...files.rules.filter(({ key }) => !left.has(key)),
      ...rules.map((rule) => ({ ...rule, key: `${rule.type}/${rule.id}` })),
    ],
    combinations: files.combinations.filter(({ key }) => !left.has(key)),
  };
  return compileRuleFiles(merged, `${builtIn.name}+${overlayVersion}`);
}
