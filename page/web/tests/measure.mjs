// node page/web/tests/measure.mjs: how fast build/page/ is in Chromium here. Prints numbers for docs/page.md; tests nothing.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, recordQuestions } from './browser.mjs';
import { serve } from './serve.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../build/page');
const host = await serve(folder), browser = await launch();
const fly = '#view=fly&flight=catalogue:hwasong-15-2017-11-29&language=en';
const report = '#view=report&apogee=4475 km&range=950 km&time=53 min&from=39.282,125.869&azimuth=72&language=en';
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function opened(hash, { slow = false, viewport = { width: 1280, height: 900 } } = {}) {
    const context = await browser.newContext({ viewport, serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.addInitScript(recordQuestions);
    if (slow) {
        const tools = await context.newCDPSession(page);
        await tools.send('Network.enable');
        await tools.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8,
                                                               uploadThroughput: 0.75e6 / 8 });
        await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await page.goto(host.url + hash);
    return page;
}

/** A phone's first visit: the map that was drawn beforehand, and the core's own. DevTools slow the page's own thread down, not
 *  its workers. */
async function firstVisit() {
    const page = await opened(fly, { slow: true, viewport: { width: 360, height: 740 } });
    await page.locator('.picture svg').waitFor({ timeout: 60_000 });
    const picture = await page.evaluate(() => performance.now());
    await page.waitForFunction(() => globalThis.asked.some(({ answer }) => answer?.pictures?.picture), null, { timeout: 60_000 });
    const seen = await page.evaluate(() => ({
        paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
        core: Math.min(...globalThis.asked.filter(({ answer }) => answer?.pictures?.picture).map(({ sent, ms }) => sent + ms)) }));
    seen.picture = picture;
    await page.context().close();
    return seen;
}

/** From a slider's step to the next frame with its picture, and what of it the worker takes. */
async function sliderSteps(kind) {
    const page = await opened(`${fly}&picture=${kind}`);
    await page.locator('.picture svg').waitFor();
    await page.waitForResponse(/world-10m/).catch(() => undefined);
    await page.waitForTimeout(3000);
    const steps = await page.evaluate(async () => {
        const slider = document.querySelector('input[type=range]'), place = document.querySelector('.picture'), steps = [];
        for (let i = 0; i < 20; ++i) {
            globalThis.asked.length = 0;
            const begun = performance.now();
            const shown = new Promise((done) => {
                const observer = new MutationObserver(() => { observer.disconnect(); requestAnimationFrame(() => setTimeout(done)); });
                observer.observe(place, { childList: true });
            });
            slider.value = String(Number(slider.value) + 10 * Number(slider.step));
            slider.dispatchEvent(new Event('input'));
            await shown;
            steps.push({ all: performance.now() - begun, worker: globalThis.asked.find(({ ms }) => ms)?.ms ?? NaN });
        }
        return steps;
    });
    await page.context().close();
    return steps;
}

async function estimates() {
    const page = await opened(report);
    await page.waitForFunction(() => globalThis.asked.filter(({ answer }) => answer?.estimate).length === 2, null, { timeout: 300_000 });
    const times = await page.evaluate(() => globalThis.asked.filter(({ answer }) => answer?.estimate).map(({ ms }) => ms));
    await page.context().close();
    return times;
}

for (let i = 0; i < 3; ++i) {
    const { paint, picture, core } = await firstVisit();
    console.log(`first visit, 4x CPU, 1.6 Mb/s: first paint ${paint.toFixed(0)} ms, first picture ${picture.toFixed(0)} ms, ` +
                `the core's own ${core.toFixed(0)} ms`);
}
for (const kind of ['map', 'globe', 'profile']) {
    const steps = await sliderSteps(kind);
    console.log(`slider to picture, ${kind}: median ${median(steps.map((s) => s.all)).toFixed(0)} ms, of it in the worker ` +
                `${median(steps.map((s) => s.worker)).toFixed(0)} ms, least ${Math.min(...steps.map((s) => s.all)).toFixed(0)} ms`);
}
const [first, all] = await estimates();
console.log(`estimate with pictures: 1,000 samples ${(first / 1000).toFixed(2)} s, 10,000 samples ${(all / 1000).toFixed(2)} s`);
await browser.close();
host.close();
