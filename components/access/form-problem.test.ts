import { expect, test } from "vitest";
import { fieldError, formError } from "@/components/access/form-problem";
import { ApiProblem } from "@/components/query/fetch-json";

const invalid = (errors: { pointer: string; message: string }[]) =>
  new ApiProblem({ status: 422, code: "INVALID", detail: "The input is not valid", errors });

test("an error stands at its field, also when it points inside of it", () => {
  const error = invalid([
    { pointer: "/roles/0", message: "choose at least one role" },
    { pointer: "/emailing", message: "is unknown" },
  ]);
  expect(fieldError(error, "/roles")).toBe("Choose at least one role.");
  expect(fieldError(error, "/email")).toBeUndefined();
});

test("an error that has no field is shown above the form", () => {
  expect(formError(invalid([{ pointer: "/name", message: "must not be empty" }]), ["/name"])).toBeNull();
  expect(formError(invalid([{ pointer: "", message: "say what to change" }]), ["/name"])).toBe(
    "The input is not valid",
  );
  expect(
    formError(new ApiProblem({ status: 409, code: "CONFLICT", detail: "This is the last admin." }), ["/name"]),
  ).toBe("This is the last admin.");
  expect(formError(null, ["/name"])).toBeNull();
});

test("an error of the page itself is never silent", () => {
  expect(formError(new Error("x is not a function"), [])).toMatch(/unexpected/);
});
