import { describe, expect, it } from "vitest";
import { answered, aRequest, scriptedModel } from "@/inference/endpoints/testing/scripted-model";
import { deferModel } from "@/inference/engines/deferred-model";

const before = { engine: "auto", model: "asked-for" };

describe("a model that is made when it is needed", () => {
  it("is made once for many calls at a time, and then goes by its own name", async () => {
    let times = 0;
    const model = deferModel(before, async () => {
      times += 1;
      return scriptedModel(answered("fine"));
    });
    expect([model.engine, model.model, model.capabilities()]).toEqual(["auto", "asked-for", null]);
    const results = await Promise.all([model.call(aRequest()), model.call(aRequest()), model.isReachable()]);
    expect(results[0].answer?.raw).toBe("fine");
    expect(results[2]).toBe(true);
    expect(times).toBe(1);
    expect([model.engine, model.model]).toEqual(["scripted", "scripted-1"]);
  });

  it("fails as a server that is down while it cannot be made, says why, and does not try for every call", async () => {
    let times = 0;
    const model = deferModel(before, async () => {
      times += 1;
      throw new Error("No server answers there.");
    });
    for (let call = 0; call < 3; call += 1) {
      const { failure } = await model.call(aRequest());
      expect(failure).toMatchObject({
        reason: "model_unreachable",
        detail: "No server answers there.",
        serverFault: true,
      });
    }
    expect(await model.isReachable()).toBe(false);
    expect(times).toBe(1);
    await expect(model.probe()).rejects.toThrow("No server answers there.");
  });

  it("takes no calls once it was closed", async () => {
    const model = deferModel(before, async () => scriptedModel(answered("fine")));
    await model.close();
    expect((await model.call(aRequest())).failure?.reason).toBe("model_unreachable");
  });
});
