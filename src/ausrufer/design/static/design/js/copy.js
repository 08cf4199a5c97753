// Adds a button to texts that are made for copying.
const enhance = (root) => {
  for (const box of root.querySelectorAll("[data-copyable]:not([data-copies])")) {
    box.dataset.copies = "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-btn kern-btn--secondary aus-btn--small";
    const label = document.createElement("span");
    label.className = "kern-label";
    label.textContent = ausruferWord("copy");
    button.append(label);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("code").textContent);
      document.dispatchEvent(new CustomEvent("toast", { detail: ausruferWord("copied") }));
    });
    box.append(button);
  }
};

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
