import { Ajv2020 } from "ajv/dist/2020.js";

/**
 * Checks values against a schema of the document: what is wrong with one, in words; empty when it fits. zod writes each
 * format as a pattern too, so the patterns alone are checked.
 */
export function validatorOf(components: object, schema: object): (value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, validateFormats: false });
  ajv.addVocabulary(["components"]);
  const validate = ajv.compile({ ...schema, components });
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
