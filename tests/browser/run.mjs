// The web page in a real browser: every page opened and used, at two widths, light and
// dark, with and without script, checked for errors, accessibility and layout.
//
//     node run.mjs PROGRAM [FOLDER FOR SCREENSHOTS]
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const program = resolve(process.argv[2] ?? join(root, "target/debug/diplomacy-watch"));
const shots = process.argv[3] && resolve(process.argv[3]);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const place = mkdtempSync(join(tmpdir(), "watch-"));
if (shots) mkdirSync(shots, { recursive: true });

const call = (args, input) => {
  const done = spawnSync(program, args, { cwd: place, input, encoding: "utf8" });
  assert.equal(done.status, 0, `${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
};

const serve = (args) =>
  new Promise((ready, failed) => {
    const child = spawn(program, ["serve", ...args], { cwd: place, stdio: ["ignore", "pipe", "inherit"] });
    // Whatever goes wrong here, it does not go on serving.
    process.once("exit", () => child.kill());
    child.stdout.once("data", (line) => ready({ child, address: line.toString().trim().replace(/\/$/, "") }));
    child.once("exit", (code) => failed(new Error(`serve ended with ${code}`)));
  });

const examples = join(root, "examples");
// A document that would do harm if it were taken for more than text, and has been changed.
const evil = "The French envoy met the German envoy in Geneva on Thursday. The French foreign minister said that the <script>alert(1)</script> " +
  "talks were <img src=x onerror=alert(2)> useful. The German chancellor denied that \"><svg onload=alert(3)> she had met <iframe " +
  "srcdoc='<script>alert(4)</script>'></iframe> the <button formaction=javascript:alert(5)>envoy</button>. " +
  `It was \u202Edesrever\u202C, and <a href="javascript:alert(6)" onclick="alert(7)">${"W".repeat(300)}</a> is one long word.`;
const hostile = (text) => JSON.stringify({
  id: "evil\"><script>alert(8)</script>", published: "2023-07-06", outlet: "<b onclick=alert(9)>Wire</b>", kind: "wire",
  title: `<script>alert(10)</script> ${"M".repeat(200)} \u202Eeltit`, url: "javascript:alert(11)", text }) + "\n";
writeFileSync(join(place, "evil.jsonl"), hostile(evil));
writeFileSync(join(place, "watch.toml"), `[[alert]]\nname = "The desk"\non = "kept"\nwebhook = "https://hooks.example.org/x"\n`);
call(["import", join(examples, "2023-W26"), join(examples, "2023-W27"), "--reader", "fast"]);
call(["import", "evil.jsonl", "--reader", "fast"]);
writeFileSync(join(place, "evil.jsonl"), hostile(`${evil} It was added later: <marquee>${"V".repeat(300)}</marquee>.`));
call(["import", "evil.jsonl", "--reader", "fast"]);
call(["serve", "--add-person", "Ann"], "correct-horse-battery\n");
const token = "a-token-for-the-browser-tests";
const open = await serve(["--listen", "127.0.0.1:0", "--owner", "Desk"]);
const guarded = await serve(["--listen", "0.0.0.0:0", "--token", token, "--host", "localhost"]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

const WIDTHS = { narrow: { width: 360, height: 740 }, wide: { width: 1366, height: 900 } };

const newPage = async (width, options = {}) => {
  // Only the tests themselves need to pass over the policy: axe is put into the page.
  const context = await browser.newContext({ viewport: WIDTHS[width], baseURL: open.address, ...options });
  const page = await context.newPage();
  page.errors = [];
  page.on("console", (line) => line.type() === "error" && page.errors.push(line.text()));
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("dialog", (dialog) => { page.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
};

const checkLayout = async (page, name) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
  assert.deepEqual(page.errors, [], `${name}`);
};

const check = async (page, name) => {
  await checkLayout(page, name);
  const found = await page.evaluate(`(() => { ${axe}; return axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }); })()`);
  const faults = found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} (${node.failureSummary.split("\n")[1]?.trim()})`).join(" | ")}`);
  assert.deepEqual(faults, [], `${name}`);
  assert.deepEqual(page.errors, [], `${name}`);
};

let failures = 0;
const step = async (name, work) => {
  try {
    await work();
    console.log(`ok   ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}\n     ${String(error.message ?? error).slice(0, 3000)}`);
  }
};

const api = async (path) => (await fetch(`${open.address}/api/v1${path}`)).json();
const contacts = (await api("/contacts?limit=100")).rows;
const two = [];
for (const row of contacts) two.push([row, (await api(`/contacts/${row.id}`)).accounts]);
const merged = two.find(([, accounts]) => accounts.length > 1) ?? two[0];
const document = `/documents/${merged[0].document.id}`;
const evilAt = `/documents/${encodeURIComponent("evil\"><script>alert(8)</script>")}`;
const evilRecord = (await api("/contacts?limit=200")).rows.find((row) => row.document.id.startsWith("evil"));
const pages = {
  week: "/",
  edit: "/weeks/2023-W27/edit",
  contacts: "/contacts",
  contact: `/contacts/${merged[0].id}`,
  positions: "/positions",
  statements: "/statements",
  search: "/search?q=Zelensky",
  actor: `/actors/${encodeURIComponent(merged[0].parties[0].name)}`,
  actors: "/actors?name=bu",
  sources: "/sources",
  source: `/sources/${encodeURIComponent(merged[0].document.outlet)}`,
  document: `${document}?record=${merged[0].id}#words`,
  decisions: "/decisions",
  api: "/api",
  cell: "/positions/security%20guarantees/UKR",
  "hostile document": `${evilAt}?record=${evilRecord.id}#words`,
  "hostile changes": `${evilAt}/changes`,
  "hostile search": `/search?q=${encodeURIComponent("envoy OR <script>alert(12)</script>")}`,
  "hostile contact": `/contacts/${evilRecord.id}`,
  "hostile statements": "/statements?since=2023-07-06",
  "hostile source": `/sources/${encodeURIComponent("<b onclick=alert(9)>Wire</b>")}`,
};

for (const width of Object.keys(WIDTHS)) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await newPage(width, { colorScheme });
    for (const [name, address] of Object.entries(pages)) {
      await step(`${name}, ${width}, ${colorScheme}`, async () => {
        page.errors.length = 0;
        const answer = await page.goto(address);
        assert.equal(answer.status(), 200);
        if (shots && colorScheme === "light") await page.screenshot({ path: join(shots, `${name}-${width}.png`) });
        if (shots && colorScheme === "dark" && name === "week") await page.screenshot({ path: join(shots, `${name}-${width}-dark.png`) });
        // What a reader of screens meets depends on neither width nor colours; contrast depends on colours.
        await ((width === "narrow") === (colorScheme === "light") ? check : checkLayout)(page, name);
      });
    }
    await page.context().close();
  }
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with script" : "without script";
  const page = await newPage("wide", { javaScriptEnabled });
  await step(`a citation opens the stored words beside the digest, ${how}`, async () => {
    await page.goto("/");
    await page.locator("main sup a").nth(2).click();
    await page.locator("#beside mark").first().waitFor();
    const marked = (await page.locator("#beside mark").allInnerTexts()).join("");
    assert.ok(marked.length > 10, marked);
    assert.match(page.url(), /cite=/);
    if (shots && javaScriptEnabled) await page.screenshot({ path: join(shots, "citation-wide.png") });
  });
  await step(`a record is explained and corrected, ${how}`, async () => {
    await page.goto(document);
    await page.locator(".chip.contact").first().click();
    await page.locator("#beside dt", { hasText: "status" }).first().waitFor();
    await page.locator("#beside summary", { hasText: "Correct a field" }).click();
    await page.locator("#beside select[name=field]").selectOption("where");
    await page.locator("#beside input[name=value]").fill(`Geneva ${how}`);
    await page.locator("#beside input[name=note]").first().fill("seen by eye");
    await page.locator("#beside button", { hasText: "Correct it" }).click();
    await page.locator("#beside .decided", { hasText: `Geneva ${how}` }).waitFor();
    await page.locator("#beside .decided button").last().click();
    await page.locator("#beside .decided", { hasText: "taken back by Desk" }).first().waitFor();
  });
  await step(`contacts are narrowed by form and matrix, ${how}`, async () => {
    await page.goto("/contacts");
    await page.locator("select[name=status]").selectOption("held");
    await page.locator("form.filter button").click();
    assert.match(page.url(), /status=held/);
    await page.goto("/contacts");
    await page.locator(".matrix td a").first().click();
    assert.match(page.url(), /actor=[A-Z]{3}.*with=[A-Z]{3}/);
    assert.ok((await page.locator(".timeline > li").count()) > 0);
  });
  await step(`a search is kept and forgotten, ${how}`, async () => {
    await page.goto("/search?q=ceasefire+OR+talks");
    assert.ok((await page.locator("mark.found").count()) > 0);
    await page.locator("input[name=name]").fill(`Talks ${how}`);
    await page.locator("button", { hasText: "Keep, with a feed" }).click();
    const feed = await page.locator("a", { hasText: "Atom feed" }).first().getAttribute("href");
    assert.match(await (await fetch(open.address + feed)).text(), /<feed xmlns/);
    await page.locator("select[name=alert]").selectOption("The desk");
    await page.locator("button", { hasText: "Set" }).click();
    await page.locator(".kept .status", { hasText: "nothing sent yet" }).waitFor();
    if (javaScriptEnabled) await check(page, "kept searches");
    await page.locator("button", { hasText: "Forget" }).first().click();
    await page.waitForURL(/\/search$/);
    assert.equal(await page.locator("a", { hasText: "Atom feed" }).count(), 0);
  });
  await page.context().close();
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with script" : "without script";
  await step(`a sentence of the digest is changed and taken back, ${how}`, async () => {
    const page = await newPage("narrow", { javaScriptEnabled });
    await page.goto("/weeks/2023-W27/edit");
    const change = page.locator(".editable summary").nth(1);
    await change.focus();
    await page.keyboard.press("Enter");
    const form = page.locator(".editable form").nth(1);
    await form.locator("textarea").fill(`In an editor's words, ${how}.`);
    if (shots && javaScriptEnabled) await page.screenshot({ path: join(shots, "edit-open-narrow.png") });
    if (javaScriptEnabled) await check(page, "a sentence being changed");
    await form.locator("button", { hasText: "Keep these words" }).click();
    await page.locator(".editable .own").first().waitFor();
    await page.locator("#changes button", { hasText: "Take back" }).last().click();
    await page.locator("#changes", { hasText: "taken back" }).waitFor();
    assert.equal(await page.locator(".editable .own").count(), 0);
    await page.context().close();
  });
}

await step("the pages can be gone through with the keyboard", async () => {
  const page = await newPage("wide");
  await page.goto("/contacts");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid");
  await page.context().close();
});

await step("logging in and out", async () => {
  const page = await newPage("narrow", { baseURL: guarded.address.replace("0.0.0.0", "127.0.0.1") });
  await page.goto("/contacts");
  assert.match(page.url(), /\/login/);
  if (shots) await page.screenshot({ path: join(shots, "login-narrow.png") });
  await check(page, "login");
  await page.locator("input[name=name]").fill("Ann");
  await page.locator("input[name=password]").fill("correct-horse-battery");
  await page.locator("button", { hasText: "Log in" }).click();
  await page.locator(".leave", { hasText: "Ann" }).waitFor();
  await page.locator("button", { hasText: "Log out" }).click();
  await page.waitForURL(/\/login/);
  await page.goto("/contacts");
  assert.match(page.url(), /\/login/);
  await page.context().close();
});

await step("answers of the API have the form that its description says", async () => {
  const description = await (await fetch(`${open.address}/api/openapi.json`)).json();
  const ajv = new Ajv({ strict: false });
  formats(ajv);
  ["uint", "uint8", "uint32", "uint64", "int64"].forEach((name) => ajv.addFormat(name, true));
  ajv.addSchema(description, "openapi");
  const gaps = {
    "/contacts/{id}": `/contacts/${merged[0].id}`,
    "/documents/{id}": document,
    "/actors/{name}/roles": `/actors/${encodeURIComponent(merged[0].parties[0].name)}/roles`,
    "/digests/{week}": "/digests/2023-W27",
    "/search": "/search?q=talks",
  };
  for (const path of Object.keys(description.paths)) {
    const call = path.replace("/api/v1", "");
    const answer = await fetch(`${open.address}/api/v1${gaps[call] ?? call}`);
    assert.equal(answer.status, 200, path);
    const pointer = path.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D");
    const valid = ajv.compile({ $ref: `openapi#/paths/${pointer}/get/responses/200/content/application~1json/schema` });
    const given = await answer.json();
    assert.ok(valid(given), `${path}: ${JSON.stringify(valid.errors?.slice(0, 3))}`);
    const rows = given.rows ?? given;
    if (!/silences|events|decisions/.test(path) && Array.isArray(rows)) assert.ok(rows.length > 0, `${path} gives nothing`);
  }
});

await browser.close();
open.child.removeAllListeners("exit");
guarded.child.removeAllListeners("exit");
open.child.kill();
guarded.child.kill();
rmSync(place, { recursive: true });
console.log(failures ? `${failures} failed` : "all well");
process.exit(failures ? 1 : 0);
