// The palette of commands: a combobox with a listbox (ARIA 1.2). The server decides what is in it.
const palette = document.getElementById("palette");
const field = document.getElementById("palette-feld");
const list = document.getElementById("palette-liste");
const told = document.getElementById("palette-stand");
const PAUSE = 80; // ms after a key before the server is asked

let asked = null; // the request under way
let timer = 0;
let goOn = null; // Enter was pressed before the answer came: what to do with it

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");
const waits = () => timer !== 0 || asked !== null;

const choose = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) return field.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

const step = (by) => {
  const all = options();
  if (!all.length) return;
  const here = all.indexOf(chosen());
  choose(all[(here + by + all.length) % all.length]);
};

const follow = (option, aside) => {
  if (!option) return;
  if ("leaves" in option.dataset) document.querySelector("form[data-leaves]")?.requestSubmit();
  else if (aside) window.open(option.dataset.url, "_blank", "noopener");
  else location.assign(option.dataset.url);
};

const count = (number) => {
  const { one, many, none } = told.dataset;
  told.textContent = number === 0 ? none : number === 1 ? one : `${number} ${many}`;
};

const show = (html) => {
  list.innerHTML = html;
  field.setAttribute("aria-expanded", String(options().length > 0));
  choose(options()[0]);
  list.scrollTop = 0;
  count(Number(list.firstElementChild?.dataset.count ?? 0));
  if (goOn) follow(chosen(), goOn.aside);
  goOn = null;
};

const ask = async () => {
  timer = 0;
  asked?.abort();
  const mine = new AbortController();
  asked = mine;
  try {
    const address = `${palette.dataset.url}?q=${encodeURIComponent(field.value)}`;
    const answer = await fetch(address, { signal: mine.signal, headers: { "hx-request": "true" } });
    if (answer.status === 401) return location.reload(); // leads to the log-in
    const html = await answer.text();
    if (asked !== mine) return;
    if (!answer.ok) throw new Error(answer.statusText);
    asked = null;
    show(html);
  } catch (failure) {
    if (failure.name === "AbortError" || asked !== mine) return;
    asked = goOn = null;
    list.replaceChildren();
    choose(null);
    field.setAttribute("aria-expanded", "false");
    told.textContent = ausruferWord("offline");
  }
};

const open = () => {
  document.querySelector("dialog[open]")?.close();
  palette.showModal();
  field.select();
  ask();
};

if (palette) {
  document.addEventListener("keydown", (event) => {
    // in a formatted text the same keys make a link, and that script stands before this one
    if (event.defaultPrevented || event.altKey || event.shiftKey) return;
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (palette.open) palette.close();
    else open();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-open-palette]")) return;
    event.preventDefault();
    open();
  });
  palette.addEventListener("click", (event) => {
    if (event.target === palette || event.target.closest("[data-close-palette]")) palette.close();
    else follow(event.target.closest("[role=option]"), event.ctrlKey || event.metaKey);
  });
  palette.addEventListener("close", () => {
    clearTimeout(timer);
    asked?.abort();
    timer = 0;
    asked = goOn = null;
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort(); // its answer is to something else by now: Enter must not follow it
    asked = goOn = null;
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter") {
      const aside = event.ctrlKey || event.metaKey;
      if (waits()) goOn = { aside };
      else follow(chosen(), aside);
    } else return;
    event.preventDefault();
  });
}
