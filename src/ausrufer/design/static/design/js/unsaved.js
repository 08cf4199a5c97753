// Warns before leaving with changes nobody saved. The event `saved` on the form says they are safe:
// after an autosave answer with `HX-Trigger: saved`.
const state = new WeakMap();
const sent = new WeakMap(); // what stood in the form when its saving began: more may be written since
const OURS = ["csrfmiddlewaretoken", "version"]; // what nobody typed and the server renews
const written = (form) =>
  JSON.stringify(
    [...new FormData(form)]
      .filter(([name]) => !OURS.includes(name))
      .map(([name, value]) => [name, value instanceof File ? `${value.name} ${value.size}` : value]),
  );
const forms = () => [...document.querySelectorAll("form[data-unsaved]")];
const changed = (form) => state.has(form) && state.get(form) !== written(form);

const remember = (form) => {
  state.set(form, written(form));
  show(form);
};

const show = (form) => {
  const unsaved = changed(form);
  const refused = form.querySelector("[data-unkept]") !== null; // says so itself, and why
  for (const hint of form.querySelectorAll("[data-unsaved-hint]")) hint.hidden = !unsaved || refused;
  for (const hint of form.querySelectorAll("[data-saved-hint]")) hint.hidden = unsaved && !refused;
};

const enhance = () => {
  for (const form of forms()) {
    if (state.has(form)) continue;
    remember(form);
    form.addEventListener("input", () => show(form));
    form.addEventListener("htmx:beforeRequest", (event) => {
      if (event.target !== form) sent.set(form, written(form));
    });
    form.addEventListener("saved", () => {
      state.set(form, sent.get(form) ?? written(form));
      show(form);
    });
    form.addEventListener("htmx:afterSwap", () => show(form));
    form.addEventListener("submit", () => state.delete(form));
  }
};

globalThis.addEventListener("beforeunload", (event) => {
  if (forms().some(changed)) event.preventDefault();
});

enhance();
document.addEventListener("htmx:load", enhance);
