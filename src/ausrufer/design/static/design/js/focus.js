// After a mistake the summary takes the focus, so that it is read and its links are next.
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:load", (event) => {
  event.detail.elt.querySelector?.("[data-focus]")?.focus();
});
