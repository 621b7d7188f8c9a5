// What the page says about Python in it, in one place.
export const WORDS = {
  fromFolder:
    "You opened this page from a folder on your device. Browsers start Python only on pages that come from a web site. Open the book on the web to do this here.",
  notBuilt: "This copy of the book was built without the Python parts that this needs, so it cannot be done on this page.",
  oldBrowser: "This browser is too old to run Python in a page. Update it, or use another browser.",
  loading: "Getting Python ready",
  starting: "All is here; Python is starting",
  working: "Python is at work",
  slow: "Still at work. You can cancel and lose nothing.",
  cancelled: "Stopped. Nothing was lost; press the button again when you like.",
  notLoaded: "Python could not be loaded. Nothing you entered is lost.",
  notLoadedAdvice: "Check your connection, then press “Try again”.",
  offline: "This device is offline, and Python is not loaded yet. Nothing you entered is lost.",
  offlineAdvice: "Go online, then press “Try again”.",
  tooLong: "This took too long, so it was stopped. Nothing you entered is lost.",
  tooLongAdvice: "Close other tabs and press “Try again”, or use a faster device.",
  died: "Python stopped in the middle, perhaps because this device ran out of memory. Nothing you entered is lost.",
  diedAdvice: "Close other tabs and programs, then press “Try again”.",
  broken: "Something went wrong that is not your fault.",
  brokenAdvice: "Press “Try again”. If it happens again, report it with these words:",
  pleaseChange: "Please change:",
};

export const megabytes = (bytes) => (bytes < 1e6 ? "less than 1 MB" : `${Math.round(bytes / 1e6)} MB`);
