// The reports of the `clean` example as a person meets them: with a mouse, with a
// keyboard, on a phone, by night, without scripts. `--picture` draws one for the README.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ROOT = join(import.meta.dirname, "../..");
const SHOTS = join(ROOT, "target/browser");
const PICTURE = join(ROOT, "examples/data/report.png");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const SIZES = { desktop: DESKTOP, phone: PHONE };
const THEMES = ["light", "dark"];
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// Contrast that WCAG's level AA asks of text.
const AA = 4.5;

const HOSTILE = "</script></style><img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>";

const folder = mkdtempSync(join(tmpdir(), "report-"));
mkdirSync(SHOTS, { recursive: true });
const browser = await chromium.launch({ executablePath: executable(), args: FLAGS });
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

function executable() {
  return spawnSync("sh", ["-c", "command -v \"$CHROMIUM\""], { encoding: "utf8" }).stdout.trim();
}

// Writes a report; its address.
function report(name, args, input = "") {
  const program = join(ROOT, "target/release/examples/clean");
  const done = spawnSync(program, ["--to", "report", ...args], { cwd: ROOT, input, maxBuffer: 1 << 28 });
  const file = join(folder, `${name}.html`);
  writeFileSync(file, done.stdout);
  return pathToFileURL(file).href;
}

const lines = readFileSync(join(ROOT, "examples/data/batch.jsonl"), "utf8");
const records = [{ id: HOSTILE, text: `${HOSTILE} is what the ferry carries, and it has been so since.` }, { id: "bad" }];
const single = report("single", ["examples/data/harbour.html"]);
const batch = report("batch", ["--jsonl"], lines + records.map((record) => JSON.stringify(record)).join("\n"));

// Runs a check on a page that must not complain or ask for anything.
async function open(address, check, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  page.on("request", (request) => request.url() === address || complaints.push(request.url()));
  await page.goto(address);
  await check(page);
  await context.close();
  assert.deepEqual(complaints, []);
}

// Presses Tab until an element has the focus.
async function tabTo(page, css) {
  for (let step = 0; step < 100; step++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((css) => document.activeElement.matches(css), css)) return;
  }
  assert.fail(`Tab does not lead to ${css}`);
}

const shown = (page, css) => page.locator(`${css}:visible`).count();
const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

for (const [name, address] of Object.entries({ single, batch })) {
  for (const theme of THEMES) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      test(`${name}, ${theme}, ${size}: fits, is accessible`, () =>
        open(address, async (page) => {
          await page.screenshot({ path: join(SHOTS, `${name}-${theme}-${size}.png`), fullPage: true });
          await unfold(page);
          const widths = () => [document.documentElement.scrollWidth, innerWidth];
          const [content, window] = await page.evaluate(widths);
          assert.ok(content <= window, `${content} px wide`);
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() => axe.run());
          assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
        }, { viewport, colorScheme: theme }));
    }
  }
}

test("boxes hide and show blocks of a label, by mouse and by keyboard", () =>
  open(single, async (page) => {
    const toggles = {
      mouse: (box) => page.locator(box).click(),
      keyboard: async (box) => {
        await page.evaluate(() => document.activeElement.blur());
        await tabTo(page, box);
        await page.keyboard.press("Space");
      },
    };
    const cases = [
      [".removed-navigation", ".text .removed.navigation", ".text .removed.comment"],
      [".kept-heading", ".text .heading", ".text .body"],
      [".removed-all", ".text .removed", ".text .body"],
      [".kept-all", ".text .body", ".text .removed"],
    ];
    for (const toggle of Object.values(toggles)) {
      for (const [box, blocks, others] of cases) {
        const [before, rest] = [await shown(page, blocks), await shown(page, others)];
        assert.ok(before > 0 && rest > 0);
        await toggle(box);
        assert.deepEqual([await shown(page, blocks), await shown(page, others)], [0, rest], box);
        await toggle(box);
        assert.equal(await shown(page, blocks), before);
      }
    }
  }));

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`${size}: the reason shows on focus and under the mouse, and is told to screen readers`, () =>
    open(single, async (page) => {
      assert.equal(await shown(page, ".why"), 0);
      await tabTo(page, ".author-bio");
      const reason = await page.locator(".why:visible").innerText();
      assert.match(reason, /^author-bio confidence [01]\.\d\d\s+one of 5 closing paragraphs about Corin Maddersley;/);
      const box = await page.locator(".why:visible").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= viewport.width && box.y + box.height <= viewport.height);
      const { nodes } = await (await page.context().newCDPSession(page)).send("Accessibility.getFullAXTree");
      const isFocused = ({ name, value }) => name === "focused" && value.value;
      const { name, description } = nodes.find((node) => node.role?.value === "group" && node.properties.some(isFocused));
      assert.equal(name.value, "Removed: author-bio");
      assert.ok(description.value.includes("one of 5 closing paragraphs about Corin Maddersley;"));
      await page.keyboard.press("Escape");
      assert.equal(await shown(page, ".why"), 0);
      await page.locator(".text .legal").first().hover();
      assert.match(await page.locator(".why:visible").innerText(), /^legal/);
    }, { viewport }));
}

test("text has the contrast of AA on every tint in both themes", async () => {
  for (const colorScheme of THEMES) {
    await open(single, async (page) => {
      const pairs = await page.evaluate(colors);
      assert.ok(pairs.length >= 15 * 5);
      for (const { what, ratio } of pairs) assert.ok(ratio >= AA, `${colorScheme}, ${what}: ${ratio.toFixed(2)}`);
      const least = pairs.reduce((a, b) => (a.ratio < b.ratio ? a : b));
      console.log(`least contrast, ${colorScheme}: ${least.ratio.toFixed(2)} (${least.what})`);
    }, { colorScheme });
  }
});

// Runs in the page: the contrast of each text on each ground, label by label.
function colors() {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const luminance = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const linear = (byte) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const block = document.querySelector(".text .removed");
  const probe = block.appendChild(document.createElement("i"));
  const color = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const labels = [...document.querySelector("style").textContent.matchAll(/\.kept-([a-z-]+):not/g)].map((match) => match[1]);
  const pairs = [["--ink", "--paper"], ["--muted", "--paper"], ["--link", "--paper"], ["--word", "--paper"],
    ["--ink", "--tint"], ["--word", "--tint"], ["--ink", "--strong-tint"], ["--word", "--strong-tint"]];
  return labels.filter((label) => label !== "all").flatMap((label) => {
    block.className = `removed ${label}`;
    return pairs.map(([text, ground]) => ({ what: `${label}: ${text} on ${ground}`, ratio: contrast(color(text), color(ground)) }));
  });
}

test("the list is put into order by mouse and by keyboard", () =>
  open(batch, async (page) => {
    const head = page.locator(".documents thead th");
    const column = async (number) => (await page.locator(`.documents tbody tr > :nth-child(${number})`).allInnerTexts()).map(parseFloat);
    const isSorted = (values, sign) => values.every((value, index) => index === 0 || sign * (value - values[index - 1]) >= 0);
    await head.nth(3).getByRole("button").click();
    assert.ok(isSorted(await column(4), -1));
    assert.equal(await head.nth(3).getAttribute("aria-sort"), "descending");
    await head.nth(1).getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.ok(isSorted(await column(2), 1));
    assert.equal(await head.nth(1).getAttribute("aria-sort"), "ascending");
    assert.equal(await head.nth(3).getAttribute("aria-sort"), null);
  }));

test("a row leads to its document, which unfolds", () =>
  open(batch, async (page) => {
    assert.equal(await shown(page, "article"), 0);
    await page.getByRole("link", { name: "Notes on a slow clock" }).click();
    const heading = page.getByRole("heading", { level: 2 });
    assert.equal(await heading.innerText(), "Notes on a slow clock");
    assert.ok((await heading.boundingBox()).y < DESKTOP.height);
  }));

test("all is there without scripts", () =>
  open(single, async (page) => {
    const count = await page.locator(".text .removed").count();
    assert.equal(await shown(page, ".text .removed"), count);
    await page.locator(".removed-comment").click();
    assert.equal(await shown(page, ".text .removed.comment"), 0);
    await page.locator(".text .removed").first().focus();
    assert.equal(await shown(page, ".why"), 1);
  }, { javaScriptEnabled: false }));

test("what a page says does nothing, and could do nothing", async () => {
  await open(batch, async (page) => {
    await unfold(page);
    assert.ok(await page.getByText(HOSTILE).count() > 0);
    assert.equal(await page.evaluate(() => window.ran), undefined);
  });
  const page = await browser.newPage();
  await page.goto(batch);
  const ran = await page.evaluate((hostile) => {
    document.body.insertAdjacentHTML("beforeend", hostile.replace("src=x", "src=data:,"));
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }));
    return new Promise((resolve) => setTimeout(() => resolve(window.ran), 200));
  }, HOSTILE);
  assert.equal(ran, undefined);
  await page.close();
});

if (process.argv.includes("--picture")) {
  test("the README's picture is small", () =>
    open(single, async (page) => {
      for (const label of ["navigation", "legal"]) await page.locator(`.removed-${label}`).click();
      await page.locator(".text .caption").focus();
      await page.setViewportSize({ width: 1200, height: 680 });
      await page.mouse.move(0, 0);
      await page.screenshot({ path: PICTURE });
      assert.ok(readFileSync(PICTURE).length < 150_000);
    }));
}
