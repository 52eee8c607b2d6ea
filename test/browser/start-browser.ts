/** The browser that tests open pages in: one of this machine by `BROWSER_PATH`, or the one that npm brings along. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as launcher } from 'playwright-core';

// Not the package's own arguments: they run the browser in one process, which ends with its first page.
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where it is, after unpacking the one of npm on a machine that never did. Not by two at once: the second finds half of it. */
export async function browserPath(): Promise<string> {
  return process.env['BROWSER_PATH'] ?? (await chromium.executablePath());
}

/** Starts it. Whoever does closes it. */
export async function startBrowser(): Promise<Browser> {
  return launcher.launch({ executablePath: await browserPath(), args: browserArguments });
}
