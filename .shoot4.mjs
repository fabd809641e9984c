import { chromium } from "playwright-core";
const [,, who, tag, ...paths] = process.argv;
const base = "http://localhost:4100";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [theme, w, h] of [["light",1440,900],["dark",1440,900],["light",390,844],["dark",390,844]]) {
  if (process.env.ONLY && !process.env.ONLY.split(",").includes(`${theme}${w}`)) continue;
  const c = await b.newContext({ viewport: { width: w, height: h }, colorScheme: theme, hasTouch: w<500 });
  if (who !== "none") { const line = (await import("node:fs")).readFileSync("/tmp/jar-"+who,"utf8").split("\n").find(l=>l.includes("session_token")).split("\t"); await c.addCookies([{name:line[5],value:line[6],domain:"localhost",path:"/"}]); }
  for (const p of paths) {
    const page = await c.newPage();
    const errs = []; page.on("framenavigated", f => errs.push("NAV "+f.url())); page.on("console", m => (m.type()==="error"||m.type()==="warning") && errs.push(m.text().slice(0,300))); page.on("pageerror", e => errs.push("PE "+e.message.slice(0,300)));
    await page.goto(base + p, { waitUntil: "load", timeout: 60000 }).catch(e=>console.log(e.message));
    await page.waitForSelector("h1",{timeout:40000}).catch(()=>0); await page.waitForTimeout(2500);
    const ov = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth).catch(()=>-1);
    await page.screenshot({ path: `/tmp/shots4/${tag}-${p.split("?")[0].replace(/\W+/g,"_")}-${theme}-${w}.png`, fullPage: false });
    console.log(p, theme, w, ov>0?`OVERFLOW ${ov}`:"", errs.join(" | "));
    await page.close();
  }
  await c.close();
}
await b.close();
