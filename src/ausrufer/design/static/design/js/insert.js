// Shows buttons that put a text of the page into a field, at the cursor; without scripts the text can be copied.
const enhance = (root) => {
  for (const box of root.querySelectorAll("[data-insert][hidden]")) {
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => {
      const field = document.getElementById(box.dataset.into);
      field.setRangeText(document.getElementById(box.dataset.insert).textContent, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  }
};

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
