// Windows are popovers without scripts; with scripts they become modal, so focus stays inside.
const enhance = (root) => {
  for (const dialog of root.querySelectorAll("dialog[popover]")) {
    dialog.removeAttribute("popover");
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[popovertarget]");
  const dialog = button && document.getElementById(button.getAttribute("popovertarget"));
  if (!(dialog instanceof HTMLDialogElement) || dialog.hasAttribute("popover")) return;
  event.preventDefault();
  if (button.getAttribute("popovertargetaction") === "hide") dialog.close();
  else dialog.showModal();
});

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
