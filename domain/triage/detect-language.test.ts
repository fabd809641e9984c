import { supportedLanguages, toISO2 } from "tinyld";
import { describe, expect, it } from "vitest";
import { detectLanguage } from "@/domain/triage/detect-language";
import { LANGUAGES } from "@/domain/triage/language";

describe("the language of a conversation", () => {
  it("names only languages that the detector knows", () => {
    const known = supportedLanguages.map((language) => toISO2(language));
    expect(LANGUAGES.filter((tag) => !known.includes(tag))).toEqual([]);
  });

  it.each([
    ["en", "idk im just tired of everything u know"],
    ["en", "my friend told me that she has been very sad since the summer"],
    ["de", "Ich bin so müde, es ist mir gerade alles zu viel"],
    ["es", "no quiero hablar con nadie hoy, estoy muy cansada"],
    ["pt", "estou muito cansada de tudo isso, não sei o que fazer"],
    ["it", "oggi sono molto stanco e non voglio parlare con nessuno"],
    ["sv", "jag är så trött på allt och vill inte prata"],
    ["tr", "bugün çok yorgunum ve kimseyle konuşmak istemiyorum"],
    ["ru", "Я очень устал и не хочу сегодня ни с кем говорить"],
    ["uk", "Я дуже втомився і не хочу сьогодні ні з ким говорити"],
    ["ar", "أنا متعب جدا ولا أريد أن أتكلم مع أحد اليوم"],
    ["ja", "もう疲れました、今日は誰とも話したくない"],
    ["zh", "我很累，今天不想和任何人说话"],
    ["ko", "너무 피곤해서 오늘은 아무와도 말하고 싶지 않아요"],
    ["hi", "मैं बहुत थक गया हूँ और आज किसी से बात नहीं करना चाहता"],
  ])("is %s for %s", async (language, text) => {
    expect(await detectLanguage([text])).toBe(language);
  });

  it.each([
    [""],
    ["hello"],
    ["kms lmao"],
    ["ok 👍👍👍"],
    ["https://example.org/a-very-long-address/in-english-words"],
    ["12345 67890 12345 67890 12345"],
  ])("is not guessed from %s", async (text) => {
    expect(await detectLanguage([text])).toBeNull();
  });

  it("is that of most of it", async () => {
    const spanish = [
      "estoy muy cansada de todo y no sé qué hacer",
      "no quiero hablar con nadie hoy, de verdad que no puedo",
    ];
    expect(await detectLanguage([...spanish, "ok thanks"])).toBe("es");
  });
});
