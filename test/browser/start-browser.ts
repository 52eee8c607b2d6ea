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

/** Starts it. Whoever does closes it. */
export async function startBrowser(): Promise<Browser> {
  return launcher.launch({
    executablePath: process.env['BROWSER_PATH'] ?? (await chromium.executablePath()),
    args: browserArguments,
  });
}
