// Loads what a page needs only when the reader comes near it; works from a server and from a file.
(() => {
  "use strict";
  const NEAR = "600px 0px";
  const here = document.currentScript ? document.currentScript.src : "";
  // Sphinx says how far the root is; else the root is where this script was found.
  const root = document.documentElement.dataset.content_root || here.split("_static/belonging/page.js")[0];
  const added = new Map();

  /** Add a script once; scripts run in the order in which they were asked for. */
  const load = (path) => {
    if (!added.has(path)) {
      const script = document.createElement("script");
      const loading = new Promise((done, failed) => {
        script.onload = done;
        script.onerror = failed;
      });
      script.src = root + path;
      script.async = false;
      document.head.append(script);
      added.set(path, loading);
    }
    return added.get(path);
  };

  const wakeExplorer = (figure) => {
    const name = figure.dataset.explorer;
    const parts = ["_static/explorers/explorer.js", `_static/explorers/${name}.js`];
    // Without its scripts the still picture stays, and the room kept for the controls is given back.
    Promise.all(parts.map(load)).catch(() => figure.classList.add("bbd-asleep"));
  };

  const wakeExercise = () =>
    load("_static/belonging/exercise.js").then(() => window.BelongingExercise.mountAll(`${root}_static/`));

  // Only the front end and what this site can do; Python itself waits for a press of a button.
  const wakeLive = () =>
    Promise.all(["_static/belonging/live.js", "_static/live/site.js"].map(load)).then(() =>
      window.BelongingLive.mountAll(`${root}_static/live/`),
    );

  const wake = (element) => {
    if (element.matches(".bbd-live")) return wakeLive();
    return element.matches(".bbd-exercise") ? wakeExercise() : wakeExplorer(element);
  };

  const start = () => {
    const sleeping = document.querySelectorAll(".bbd-explorer[data-explorer], .bbd-exercise, .bbd-live");
    if (!("IntersectionObserver" in window)) {
      sleeping.forEach(wake);
      return;
    }
    const watch = new IntersectionObserver(
      (entries) =>
        entries
          .filter((entry) => entry.isIntersecting)
          .forEach((entry) => {
            watch.unobserve(entry.target);
            wake(entry.target);
          }),
      { rootMargin: NEAR },
    );
    sleeping.forEach((element) => watch.observe(element));
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
