// Short news at the lower edge. Server: `HX-Trigger: {"toast": "Gespeichert"}`.
const show = (text) => {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const toast = document.createElement("p");
  toast.className = "aus-toast";
  toast.textContent = text;
  place.append(toast);
  // Long enough to read: half a second per word and never under five seconds.
  setTimeout(() => toast.remove(), Math.max(5000, text.split(" ").length * 500));
};

document.addEventListener("toast", (event) => show(event.detail?.value ?? event.detail));
document.addEventListener("htmx:sendError", () => show(ausruferWord("offline")));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401) show(ausruferWord("refused")); // 401: see login.js
});
