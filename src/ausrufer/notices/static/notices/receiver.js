/* Shows what the house sends while no page of the desk is open. Nothing is kept, nothing fetched. */
self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data.json();
  } catch {
    return; // not from this house
  }
  event.waitUntil(
    self.registration.showNotification(String(told.title), {
      body: String(told.body),
      tag: String(told.tag), // the same notice again takes the place of the first
      data: { path: String(told.path) },
      icon: "/static/design/mark.svg",
      lang: "de",
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = event.notification.data?.path ?? "/desk/hinweise/";
  const own = path.startsWith("/desk/") ? path : "/desk/hinweise/";
  event.waitUntil(self.clients.openWindow(own));
});
