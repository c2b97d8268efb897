// node page/web/tests/picture.mjs FILE.png [HASH [WIDTH HEIGHT [dark]]]: build/page/ as a reader sees it. Without a hash: README's
// picture.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, recordQuestions } from './browser.mjs';
import { serve } from './serve.mjs';

const readme = '#view=fly&flight=catalogue:hwasong-15-2017-11-29&language=en';
const [file, hash = readme, width = 960, height = 640, colours] = process.argv.slice(2);
const host = await serve(join(dirname(fileURLToPath(import.meta.url)), '../../../build/page')), browser = await launch();
const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) }, colorScheme: colours === 'dark' ? 'dark' : 'light' });
await page.addInitScript(recordQuestions);
await page.goto(host.url + hash);
await page.waitForResponse(/world-10m/, { timeout: 300_000 });  // the last answer is on the finer maps
await page.waitForTimeout(3000);
await page.waitForFunction(() => globalThis.asked.every(({ answer }) => answer), null, { timeout: 300_000 });
await page.waitForTimeout(1000);
await page.screenshot({ path: file });
await browser.close();
host.close();
