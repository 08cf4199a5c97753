// A log-in may end or begin anew while somebody writes. The page keeps everything and says so once;
// as soon as there is a log-in again it fetches the new token and sends what was refused.
const AGAIN = "x-again"; // marks what is sent a second time: once is enough
const template = document.getElementById("abgemeldet");
let note = null;

const say = () => {
  if (note?.isConnected) return;
  note = template.content.firstElementChild.cloneNode(true);
  document.getElementById("toasts").append(note);
};

const renewed = async () => {
  const address = template.content.querySelector("[data-again]").dataset.again;
  const answer = await fetch(address, { headers: { "hx-request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return null; // redirected: the second step of the log-in
  const { token } = await answer.json();
  for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": token }));
  note?.remove();
  return token;
};

document.addEventListener("htmx:responseError", async (event) => {
  const { xhr, elt, requestConfig } = event.detail;
  if (xhr.status !== 401 || !template) return;
  const token = AGAIN in requestConfig.headers ? null : await renewed();
  if (!token) say();
  else if (elt.isConnected) {
    const headers = { "x-csrftoken": token, [AGAIN]: "1" };
    htmx.ajax(requestConfig.verb, requestConfig.path, { source: elt, headers });
  }
});

// back from the window of the log-in
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && note?.isConnected) renewed();
});
