// Work kept in this browser, one entry per module. Nothing is sent anywhere.

const keyOf = (moduleId) => `belonging:${moduleId}`;

export function readWork(moduleId) {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(moduleId)));
    if (found && typeof found.answers === "object" && found.answers) {
      return { answers: found.answers, misses: found.misses || {}, own: found.own || [], saved: found.saved || null };
    }
  } catch {
    // private windows and full or blocked storage: the page still works, and says that it cannot keep the work
  }
  return { answers: {}, misses: {}, own: [], saved: null };
}

// Returns whether the browser kept it.
export function keepWork(moduleId, work) {
  try {
    localStorage.setItem(keyOf(moduleId), JSON.stringify({ ...work, saved: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

// Another tab or window changed the same module's work.
export function onWorkElsewhere(moduleId, tell) {
  window.addEventListener("storage", (event) => {
    if (event.key === keyOf(moduleId)) tell();
  });
}
