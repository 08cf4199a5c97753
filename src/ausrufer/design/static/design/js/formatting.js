// Buttons over a text for the signs it understands: **fett**, *kursiv*, "- " lists, [Text](Adresse).
const around = (field, before, after, sample) => {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const chosen = value.slice(from, to) || sample;
  write(field, `${before}${chosen}${after}`);
  field.setSelectionRange(from + before.length, from + before.length + chosen.length);
};

const lines = (field) => {
  const { selectionStart, selectionEnd: to, value } = field;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const block = value.slice(from, to).split("\n");
  const listed = block.every((line) => line.startsWith("- "));
  field.setSelectionRange(from, to);
  const written = block.map((line) => (listed ? line.slice(2) : `- ${line}`)).join("\n");
  write(field, written);
  field.setSelectionRange(from, from + written.length);
};

// insertText keeps the browser's undo; where a browser lacks it, the text is still right.
const write = (field, text) => {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const actions = {
  bold: (field) => around(field, "**", "**", ausruferWord("sample")),
  italic: (field) => around(field, "*", "*", ausruferWord("sample")),
  list: lines,
  link: (field) => around(field, "[", "](https://)", ausruferWord("sample")),
};

const enhance = (root) => {
  const bar = document.getElementById("formatierung");
  if (!bar) return;
  for (const field of root.querySelectorAll("textarea[data-markdown]:not([data-formatted])")) {
    field.dataset.formatted = "";
    const tools = bar.content.firstElementChild.cloneNode(true);
    const frame = document.createElement("div");
    frame.className = "aus-formatting";
    field.before(frame);
    frame.append(tools, field);
    tools.setAttribute("aria-controls", field.id);
    const buttons = [...tools.querySelectorAll("button")];
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) actions[button.dataset.format](field);
    });
    // One stop for Tab, arrows inside, as toolbars work.
    buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
    tools.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const here = buttons.indexOf(document.activeElement);
      const next = buttons[(here + by + buttons.length) % buttons.length];
      buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
      next.focus();
    });
    field.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const name = { b: "bold", i: "italic", k: "link" }[event.key];
      if (!name) return;
      event.preventDefault();
      actions[name](field);
    });
  }
};

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
