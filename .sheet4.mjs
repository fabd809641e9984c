import { chromium } from "playwright-core"; import fs from "node:fs";
const [,, out, H, ...files] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const p = await b.newPage({ viewport: { width: 398*files.length, height: +H } });
await p.setContent(`<body style="margin:0;display:flex;gap:8px;background:#888">${files.map(f=>{const [n,y]=f.split("@");return `<div style="height:${H}px;overflow:hidden"><img style="width:390px;margin-top:-${y||0}px" src="data:image/png;base64,${fs.readFileSync("/tmp/shots4/"+n).toString("base64")}"></div>`}).join("")}`);
await p.waitForTimeout(300); await p.screenshot({ path: "/tmp/shots4/"+out }); await b.close();
