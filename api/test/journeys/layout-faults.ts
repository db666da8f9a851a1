/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** A key of our texts shown as it is, or a place in a text that nothing was put into. */
const raw = /\b(?:common|sign-in|portal|console|changes|patching|majors|reports)\.[a-z][\w.]*\b|\{\w+\}/;

interface Seen {
  language: string;
  texts: string[];
  sideways: string[];
}

/** Runs in the page, which knows types of its own: what is said there, and what is wider than its place. */
const look = `(() => {
  const root = document.documentElement;
  const all = [...document.querySelectorAll('*')];
  const attributes = ['aria-label', 'title', 'placeholder', 'alt'];
  // A table of figures may be wider than a phone (WCAG 2.2, 1.4.10 leaves it out) where its place is scrolled by the keyboard too
  // and says what it is.
  const isTablesPlace = (one) => one.matches('[role=region][tabindex="0"][aria-label]') && one.querySelector(':scope > table');
  const scrolls = (one) =>
    one === root || (/auto|scroll/.test(getComputedStyle(one).overflowX) && !isTablesPlace(one));
  return {
    language: root.lang,
    texts: [
      document.title,
      document.body.innerText,
      ...all.flatMap((one) => attributes.map((name) => one.getAttribute(name) ?? '')),
    ],
    sideways: all
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && scrolls(one))
      .map((one) => one.localName + ', ' + one.scrollWidth + ' in ' + one.clientWidth),
  };
})()`;

/** What is wrong with the page on screen beside what axe finds: unspoken texts, overflow. One line each. */
export async function layoutFaults(page: Page, language: string): Promise<string[]> {
  const seen = await page.evaluate<Seen>(look);
  const unspoken = seen.texts.flatMap((text) => raw.exec(text)?.[0] ?? []);
  return [
    ...[...new Set(unspoken)].map((key) => `raw text: ${key}`),
    ...seen.sideways.map((element) => `wider than its place: ${element}`),
    ...(seen.language === language ? [] : [`says it is in "${seen.language}"`]),
  ];
}
