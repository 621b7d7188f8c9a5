"""On a phone nothing wide is cut off: every table fits its box, an explorer's in each setting of its controls."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from belonging.book.site import pages
from belonging.course import modules
from belonging.explorers import load as load_explorers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

PHONES = (390, 320)

# How far each table reaches past the nearest box that cuts off or scrolls; rounding is less than a pixel.
_CUT_OFF = """() => [...document.querySelectorAll('article table')].filter(t => t.checkVisibility()).map(table => {
  let box = table.parentElement;
  while (box.tagName !== 'ARTICLE' && getComputedStyle(box).overflowX === 'visible') box = box.parentElement;
  const right = box.getBoundingClientRect().left + box.clientLeft + box.clientWidth;
  const over = Math.max(table.getBoundingClientRect().right - right, box.scrollWidth - box.clientWidth);
  return [over, (table.caption || table).textContent.trim().slice(0, 60)];
}).filter(([over]) => over >= 1)"""

# Sets each control to each of its values, one control after the other, and notes what does not fit in its figure.
_PLAYED = """() => [...document.querySelectorAll('.bbd-explorer.bbd-live')].flatMap(figure => {
  const wide = [];
  let looked = 0;
  const look = (what) => {
    looked += 1;
    const inside = figure.getBoundingClientRect().right - 1;
    for (const part of figure.querySelectorAll('table, .bbd-picture, .bbd-sentence')) {
      const over = part.getBoundingClientRect().right - inside;
      if (over >= 1) wide.push(`${figure.dataset.explorer} ${what}: ${part.className || part.tagName} by ${over}`);
    }
  };
  for (const control of figure.querySelectorAll('[data-choice]')) {
    const name = control.id;
    if (control.tagName === 'BUTTON') {
      for (const label of control.dataset.labels.split('|')) { control.click(); look(`${name} ${label}`); }
    } else if (control.type === 'checkbox') {
      control.click();
      look(`${name} on`);
    } else {
      const last = control.type === 'range' ? Number(control.max) : control.options.length - 1;
      for (let place = 0; place <= last; place += 1) {
        control.value = String(place);
        control.dispatchEvent(new Event(control.type === 'range' ? 'input' : 'change'));
        look(`${name} ${place}`);
      }
    }
  }
  return [[figure.dataset.explorer, looked, wide]];
})"""


def test_no_table_is_cut_off_on_a_phone(page: Page, site: str, book_html: Path) -> None:
    cut: dict[str, object] = {}
    tables = 0
    for file in pages(book_html):
        name = str(file.relative_to(book_html))
        if name == "index.html":  # only leads on to the first page
            continue
        page.goto(f"{site}/{name}")
        page.evaluate("document.querySelectorAll('article details').forEach(d => d.open = true)")
        tables += page.locator("article table").count()
        for width in PHONES:
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(_CUT_OFF):
                cut[f"{name} at {width}"] = found
    assert tables > 40
    assert cut == {}


@pytest.mark.parametrize("width", PHONES)
def test_no_explorer_is_cut_off_in_any_setting_on_a_phone(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for module in modules():
        expected = {explorer.name for explorer in load_explorers(module.id).values()}
        page.goto(f"{site}/modules/{module.id}/lesson.html")
        for figure in page.locator(".bbd-explorer").all():
            figure.scroll_into_view_if_needed()
            figure.locator(".bbd-controls").wait_for()
        played = page.evaluate(_PLAYED)
        assert {name for name, looked, _ in played if looked >= 2} == expected
        wide += [line for *_, lines in played for line in lines]
    assert wide == []
