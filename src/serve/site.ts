// What pages of isnad serve do better with script; all of them work without.
// tests/web/bundle.mjs makes site.js of it, which is built in.

const english = document.documentElement.lang === "en";
/** The fixed words of isnad that only script shows, as in fixed_words.h. */
const words = english
  ? { drop: "or drop files here", sending: "Sending", reading: "Reading", comparing: "Comparing",
      filter: "Filter", copied: "Copied", copy: "Copy the citation", digits: "٠١٢", failed: "It could not be sent." }
  : { drop: "أو أسقط الملفات هنا", sending: "يُرسل", reading: "تُقرأ", comparing: "تُقارن",
      filter: "تصفية", copied: "نُسخ", copy: "انسخ الاستشهاد", digits: "٠١٢", failed: "تعذّر الإرسال." };

function make<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Record<string, string> = {}, text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

/** What a reader chose, where the browser keeps such things. */
const chosen = {
  get(key: string): string | null {
    try { return localStorage.getItem(`isnad-${key}`); } catch { return null; }
  },
  set(key: string, value: string): void {
    try { localStorage.setItem(`isnad-${key}`, value); } catch { /* private windows */ }
  },
};

// ---- digits ------------------------------------------------------------------

const eastern = "٠١٢٣٤٥٦٧٨٩";

/** Numbers and days that isnad itself writes; words of a source stay as they
 * are. */
function writeDigits(toEastern: boolean): void {
  const own = document.querySelectorAll("time, .num, .count b, .bounds, .pager bdi, svg .x, .slot b");
  for (const element of own) {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      node.nodeValue = (node.nodeValue ?? "").replace(toEastern ? /[0-9]/g : /[٠-٩]/g, (digit) =>
        toEastern ? (eastern[Number(digit)] ?? digit) : String(eastern.indexOf(digit)));
    }
  }
}

function offerDigits(): void {
  const list = document.querySelector("nav.site ul");
  if (!list || english) return;
  const item = make("li", { class: "digits" });
  const button = make("button", { type: "button", class: "plain" });
  const show = (): void => {
    const on = chosen.get("digits") === "eastern";
    button.textContent = on ? "123" : "١٢٣";
    button.setAttribute("aria-label", on ? "الأرقام: 123" : "الأرقام: ١٢٣");
    writeDigits(on);
  };
  button.addEventListener("click", () => {
    chosen.set("digits", chosen.get("digits") === "eastern" ? "western" : "eastern");
    show();
  });
  item.append(button);
  list.append(item);
  show();
}

// ---- what changed since the last look -----------------------------------------

interface Status { newest: string | null; token: string | null }
interface Changes { count: number }

async function ask<T>(path: string): Promise<T | null> {
  try {
    const answer = await fetch(path);
    return answer.ok ? await answer.json() as T : null;
  } catch {
    return null;
  }
}

/** The link to what changed leads to what the reader has not seen, and says
 * how much that is. */
async function markChanges(): Promise<void> {
  const link = document.querySelector<HTMLAnchorElement>("nav.site a[href$='/changes']");
  const here = location.pathname.endsWith("/changes");
  const status = await ask<Status>("/api/status");
  if (!link || !status?.newest) return;
  const seen = chosen.get("seen");
  document.querySelector("a.seen")?.addEventListener("click", () => chosen.set("seen", status.newest ?? ""));
  if (!seen) {
    if (here) chosen.set("seen", status.newest);
    return;
  }
  const changes = await ask<Changes>(`/api/changes?since=${encodeURIComponent(seen)}`);
  if (!changes || changes.count === 0) return;
  link.href += `?since=${encodeURIComponent(seen)}`;
  link.append(" ", make("span", { class: "news" }, String(changes.count)));
  if (here) chosen.set("seen", status.newest);
}

// ---- sending files ---------------------------------------------------------------

function sendForm(form: HTMLFormElement, data: FormData, state: HTMLElement): void {
  const request = new XMLHttpRequest();
  const bar = make("progress", { max: "1", value: "0", "aria-label": words.sending });
  state.replaceChildren(words.sending, " ", bar);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    if (request.status < 300 && request.responseURL) location.assign(request.responseURL);
    else state.textContent = words.failed;
  });
  request.addEventListener("error", () => { state.textContent = words.failed; });
  request.open("POST", form.action);
  request.send(data);
}

function takeDrops(): void {
  const form = document.querySelector<HTMLFormElement>("form.drop");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !input) return;
  const state = make("p", { role: "status", class: "hint" }, words.drop);
  form.append(state);
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.remove("over"); });
  }
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer?.files.length) {
      input.files = event.dataTransfer.files;
      sendForm(form, new FormData(form), state);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendForm(form, new FormData(form), state);
  });
}

// ---- a job under way ----------------------------------------------------------------

interface Work { work: string; done: number; due: number; job: number; stage: string | null }

/** The page of a job comes anew when its stage has changed. */
function followJob(): void {
  const state = document.querySelector("[data-job]");
  if (!state) return;
  const bar = document.querySelector("progress");
  const text = document.querySelector(".progress");
  const stage = state.querySelector(".stage")?.classList.item(2);
  const events = new EventSource("/api/events");
  events.addEventListener("message", (event: MessageEvent<string>) => {
    const work = JSON.parse(event.data) as Work;
    if (text) {
      const verb = work.work === "reading" ? words.reading : work.work === "comparing" ? words.comparing : "";
      text.textContent = verb && work.due > 0 ? `${verb} ${work.done} / ${work.due}` : verb;
    }
    if (bar && work.due > 0) {
      bar.max = work.due;
      bar.value = work.done;
    }
    const own = Number(location.pathname.split("/").pop());
    if (work.work === "idle" && (work.job !== own || work.stage !== stage)) {
      events.close();
      location.reload();
    }
  });
}

// ---- tables, citations, keys ----------------------------------------------------------

/** A field above each long table that hides the rows without its words. */
function filterTables(): void {
  for (const scroll of document.querySelectorAll<HTMLElement>("main > .scroll")) {
    const rows = [...scroll.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    if (rows.length < 8) continue;
    const input = make("input", { type: "search", "aria-label": words.filter, placeholder: words.filter, dir: "auto" });
    const field = make("p", { class: "filter" });
    field.append(input);
    scroll.before(field);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !(row.textContent ?? "").toLowerCase().includes(wanted);
    });
  }
}

function offerCitations(): void {
  for (const cite of document.querySelectorAll<HTMLElement>(".page .cite:first-of-type")) {
    const button = make("button", { type: "button", class: "plain" }, words.copy);
    button.addEventListener("click", () => {
      navigator.clipboard.writeText((cite.innerText ?? "").trim())
        .then(() => { button.textContent = words.copied; }, () => undefined);
    });
    cite.after(button);
  }
}

/** j and k go through what the page lists; / goes to its first field. */
function takeKeys(): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea, select")) return;
    if (event.key === "/") {
      const field = document.querySelector<HTMLElement>("main input:not([type=hidden]), main textarea");
      if (field) { event.preventDefault(); field.focus(); }
    } else if (event.key === "j" || event.key === "k") {
      const stops = [...document.querySelectorAll<HTMLElement>("main li > a, main h3 > a, main td:first-child a, .beside .who a")];
      const at = stops.indexOf(document.activeElement as HTMLElement);
      const next = at < 0 ? 0 : at + (event.key === "j" ? 1 : -1);
      stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
    }
  });
}

offerDigits();
takeDrops();
followJob();
filterTables();
offerCitations();
takeKeys();
void markChanges();
