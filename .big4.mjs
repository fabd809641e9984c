import { chromium } from "playwright-core";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const css of ["height:300px", "field-sizing:content;max-height:300px", "height:300px;white-space:pre-wrap;content-visibility:auto;contain:strict"]) for (const dir of ["ltr","auto"]) {
  const p = await b.newPage(); p.setDefaultTimeout(60000);
  await p.setContent(`<textarea dir="${dir}" style="width:500px;${css}"></textarea>`);
  const r = await p.evaluate(() => { const t=document.querySelector("textarea"); const big="User: hello there this is some text\nAssistant: yes I see what you mean\n".repeat(15500); t.focus(); let s=performance.now(); t.value=big; t.scrollHeight; const a=performance.now()-s; t.value=""; s=performance.now(); document.execCommand("insertText",false,big.slice(0,200000)); t.scrollHeight; const c=performance.now()-s; s=performance.now(); document.execCommand("insertText",false,"x"); t.scrollHeight; return [a,c,performance.now()-s].map(Math.round); }).catch(e=>String(e).slice(0,100));
  console.log(css, dir, r); await p.close();
}
await b.close();
