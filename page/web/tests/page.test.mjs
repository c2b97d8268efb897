// The page in Debian's Chromium, as a reader meets it. `./dev page test` builds it first.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, recordQuestions } from './browser.mjs';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url)), root = join(here, '../../..'), folder = join(root, 'build/page');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.APOGEE_PAGE_PICTURES;  // where screenshots are left for looking at

let browser, host;
before(async () => {
    assert.ok(existsSync(join(folder, 'apogee.wasm')), 'build/page/ is missing: ./dev page');
    host = await serve(folder);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    host?.close();
});

/** A page whose requests to other hosts and errors are failures. */
async function open(hash = '', { recorded = false, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', ...options });
    const page = await context.newPage();
    if (recorded) await page.addInitScript(recordQuestions);
    page.strangers = [];
    page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(host.url) && !url.startsWith('blob:') && !url.startsWith('data:')) page.strangers.push(url);
    });
    page.on('pageerror', (error) => page.strangers.push(`error: ${error.message}`));
    page.on('console', (message) => { if (message.type() === 'error') page.strangers.push(message.text()); });
    await page.goto(host.url + hash);
    page.done = async () => {
        assert.deepEqual(page.strangers, []);
        await context.close();
    };
    return page;
}

const picture = async (page, name) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

/** Waits for the answer of all samples: nothing is computed any more. */
async function answered(page) {
    await page.locator('.headline').first().waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => document.querySelector('.status')?.textContent === '' &&
                                     document.querySelector('.take button') !== null, null, { timeout: 120_000 });
}

const hwasong15 = '#view=report&apogee=4475 km&range=950 km&time=53 min&from=39.282,125.869&azimuth=72&language=en';

test('three figures in, the answer out', async () => {
    const page = await open();
    await page.getByLabel('Apogee', { exact: true }).fill('4,475 km');
    await page.getByLabel('Range', { exact: true }).fill('950 km');
    await page.getByLabel('Flight time', { exact: true }).fill('53 min');
    await page.getByLabel('Launch site').fill('39.282,125.869');
    await page.getByLabel('Direction').fill('72');
    await page.getByLabel('Can it reach').fill('Guam');
    await page.getByRole('button', { name: 'Estimate' }).click();
    await answered(page);
    const headline = await page.locator('.headline').first().textContent();
    const [median, low, high] = headline.match(/[\d,]+(?= km)/g).map((text) => Number(text.replaceAll(',', '')));
    // The command says the same of the same figures, within what a thirtieth of the interval's width leaves to the noise
    // of 10,000 samples (a median's is 1.25 / sqrt(effective) of a standard deviation) and to lanes that round twice.
    const native = JSON.parse(execFileSync(join(root, 'build/apogee'), ['estimate', '--apogee', '4475 km', '--range', '950 km',
        '--time', '53min', '--from', '39.282,125.869', '--azimuth', '72', '--json', '--quiet'], { encoding: 'utf8' })).standard_range_km;
    const near = (high - low) / 30;
    assert.ok(Math.abs(median - native.median) < near && Math.abs(low - native.low90) < near && Math.abs(high - native.high90) < 2 * near,
              `${headline}; ${JSON.stringify(native)}`);
    assert.ok(await page.locator('.picture svg').count() >= 3);
    assert.match(await page.locator('pre').first().textContent(), /Guam/);
    await picture(page, 'report');
    await page.done();
});

test('another look asks for no samples again', async () => {
    const page = await open(hwasong15, { recorded: true });
    await answered(page);
    const headline = await page.locator('.headline').first().textContent();
    await page.evaluate(() => { globalThis.asked.length = 0; });
    await page.locator('#unit').selectOption('mi');
    await page.waitForFunction((old) => document.querySelector('.headline').textContent !== old, headline);
    await answered(page);
    await page.locator('#unit').selectOption('km');
    await page.waitForFunction((old) => document.querySelector('.headline').textContent === old, headline);
    await answered(page);
    await page.setViewportSize({ width: 500, height: 900 });
    await page.waitForFunction(() => document.querySelector('.picture svg').viewBox.baseVal.width < 400);
    await answered(page);
    const reports = await page.evaluate(() => globalThis.asked.filter(({ question, answer }) => question.ask === 'report' && answer)
                                                              .map(({ question, answer }) => [question.samples, answer.kept]));
    assert.deepEqual(reports, [[10_000, true], [10_000, true], [10_000, true]]);
    await page.done();
});

test('a click on the map is the launch site', async () => {
    const page = await open('#view=report&apogee=4475 km&range=950 km&time=53 min&azimuth=72&language=en');
    await answered(page);
    await page.locator('.site-map summary').click();
    const map = page.locator('.site-map svg');
    await map.waitFor();
    const { width, height } = await map.boundingBox();
    await map.click({ position: { x: 0.85 * width, y: 0.35 * height } });
    await page.waitForFunction(() => /^3\d[.\d]*,1[23]\d[.\d]*$/.test(document.querySelector('[name=from]').value));
    const typed = await page.getByLabel('Launch site').inputValue();
    assert.ok(page.url().includes(`from=${typed}`), page.url());
    await page.locator('#view-report .answer .picture svg').nth(1).waitFor();  // the answer has a map now
    await page.done();
});

test('a link shows another reader the same', async () => {
    const page = await open('#view=fly&flight=catalogue:v-2&set=launch.azimuth_deg=100&picture=globe&unit=nmi&language=de');
    await page.locator('.picture svg').waitFor();
    const figures = await page.locator('.answer table').first().textContent();
    assert.match(figures, /nmi/);
    assert.match(figures, /eingeschlagen/);
    assert.match(await page.locator('.answer table').last().textContent(), /Abheben.*Brennschluss Stufe 1.*Gipfelpunkt.*Einschlag/);
    const address = page.url();
    const other = await open(address.slice(address.indexOf('#')));
    await other.locator('.picture svg').waitFor();
    assert.equal(await other.locator('.answer table').first().textContent(), figures);
    assert.equal(other.url(), address);
    assert.equal(await other.locator('[aria-pressed=true]').textContent(), 'Globus');
    await picture(page, 'fly-globe');
    await page.done();
    await other.done();
});

test('a slider changes the flight and the address, and goes back', async () => {
    const page = await open('#view=fly&flight=catalogue:v-2&language=en');
    await page.locator('.picture svg').waitFor();
    const range = () => page.locator('.answer table tr', { hasText: 'Range' }).first().textContent();
    const before = await range();
    const slider = page.locator('input[type=range]').first();
    await slider.focus();
    for (let i = 0; i < 20; ++i) await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => location.hash.includes('set='));
    await page.waitForFunction((old) => document.querySelector('.answer table')?.textContent !== old, before);
    // What the file leaves open is seen below the slider, and read.
    const uncertain = page.locator('.slider', { has: page.locator('.band') }).first();
    assert.ok((await uncertain.locator('.band').boundingBox()).height >= 4);
    assert.match(await uncertain.locator('small').textContent(), /^[\d.]+ \S+ – [\d.]+ \S+/);
    await page.getByRole('button', { name: /^As in the file/ }).first().click();
    await page.waitForFunction(() => !location.hash.includes('set='));
    await page.waitForTimeout(300);
    assert.equal(await range(), before);
    await picture(page, 'fly-map');
    await page.done();
});

test('a dropped file flies, and travels in the link', async () => {
    const page = await open('#view=fly&flight=catalogue:v-2&language=en');
    await page.locator('.picture svg').waitFor();
    const text = readFileSync(join(root, 'scenarios/scud-b.toml'), 'utf8').replace(/^title = .*$/m, 'title = "Dropped <b>here</b>"');
    await page.evaluate((dropped) => {
        const carried = new DataTransfer();
        carried.items.add(new File([dropped], 'mine.toml', { type: 'text/plain' }));
        document.querySelector('main section:not([hidden])').dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
    }, text);
    await page.locator('.answer th', { hasText: 'Dropped <b>here</b>' }).first().waitFor();
    await page.waitForFunction(() => location.hash.includes('text='));
    const address = page.url();
    const other = await open(address.slice(address.indexOf('#')));
    await other.locator('.answer th', { hasText: 'Dropped <b>here</b>' }).first().waitFor();
    await page.done();
    await other.done();
});

test('what is wrong is said where it is, and the page goes on', async () => {
    const page = await open('#view=report&apogee=much&range=950 km&language=en');
    await page.locator('.mistake').waitFor();
    assert.match(await page.locator('.mistake').textContent(), /much.*expected a distance/);
    await page.getByLabel('Apogee', { exact: true }).fill('4475');
    await page.getByRole('button', { name: 'Estimate' }).click();
    await answered(page);
    assert.equal(await page.locator('.mistake').count(), 0);
    await page.getByRole('button', { name: 'Fly a missile' }).click();
    await page.locator('#view-fly .picture svg').waitFor();
    await page.locator('.editor summary').click();
    await page.locator('#scenario-text').fill('title = "x"\nvehicle = "catalogue:v-3"\n');
    await page.locator('.mistake').waitFor();
    assert.match(await page.locator('.mistake').textContent(), /^mine\.toml:2:\d+.*v-3/);
    await page.locator('#scenario-text').fill('title = "x\nvehicle = 3\n');  // no TOML at all
    await page.locator('.mistake', { hasText: 'not valid TOML' }).waitFor();
    assert.match(await page.locator('.mistake').textContent(), /^mine\.toml:1:/);
    await page.done();
});

test('each field says below itself what is wrong with it', async () => {
    const page = await open('#view=report&apogee=4475 km&range=950 km&time=53 min&from=39.282,125.869&azimuth=72&claim=10,000 km&language=en');
    await answered(page);
    const inputs = { apogee: ['4475 kg', ''], range: ['30000', ''], time: ['1:99', '20 min'], from: ['91,0', 'Nowhereville'],
                     azimuth: ['north'], impact: ['95,0'], claim: ['Nowhereville', '-5 km'] };
    for (const [name, texts] of Object.entries(inputs)) {
        const input = page.locator(`[name=${name}]`), good = await input.inputValue();
        for (const text of texts) {
            await input.fill(text);
            if (name === 'impact') await page.locator('[name=azimuth]').fill('');
            await input.press('Enter');
            const line = page.locator('.field', { has: input }).locator('.mistake');
            await line.waitFor({ timeout: 20_000 });
            assert.equal(await page.locator('.mistake').count(), 1, `${name}: ${text}`);
            assert.equal((await line.textContent()).split('\n').length, 1);
            assert.equal(await input.getAttribute('aria-invalid'), 'true');
            assert.ok((await input.getAttribute('aria-describedby')).includes(await line.getAttribute('id')));
            if (text) assert.match(await line.textContent(), /expected|did you mean/);
            assert.equal(await page.locator('.failure').count(), 0);
        }
        await input.fill(good);
    }
    await page.locator('[name=azimuth]').fill('72');
    await page.getByRole('button', { name: 'Estimate' }).click();
    await page.locator('.headline').first().waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('.mistake, [aria-invalid]').count(), 0);
    await page.done();
});

test('every flight of the catalogue is shown, without an error', async () => {
    const page = await open('#view=fly&flight=catalogue:v-2&language=en', { recorded: true });
    await page.locator('.picture svg').waitFor();
    const chooser = page.locator('#flight-0');
    for (const value of await chooser.locator('option').evaluateAll((options) => options.map((option) => option.value))) {
        await page.evaluate(() => { globalThis.asked.length = 0; });
        await chooser.selectOption(value);
        await page.waitForFunction((scenario) => globalThis.asked.some(({ question, answer }) => answer && question.flights?.[0].scenario === scenario) &&
                                                 globalThis.asked.every(({ answer }) => answer), value);
        assert.equal(await page.locator('.mistake, .failure').count(), 0, value);
        assert.ok(await page.locator('.picture svg').count() === 1 && await page.locator('input[type=range]').count() > 0, value);
        assert.doesNotMatch(await page.locator('#view-fly').textContent(), /NaN|undefined|Infinity|\[object/, value);
    }
    await page.done();
});

test('figures that contradict each other are called so', async () => {
    const page = await open('#view=report&apogee=4475&range=950&time=20 min&language=en');
    await page.locator('.mistake').waitFor();
    assert.match(await page.locator('.mistake').textContent(), /20:00|1200|shorter than the fall/);
    await picture(page, 'contradiction');
    await page.done();
});

test('on a phone nothing is wider than the screen, in every language', async () => {
    for (const language of ['en', 'ko', 'ja', 'de', 'fr'])
        for (const view of [`${hwasong15.replace('language=en', `language=${language}`)}`,
                            `#view=fly&flight=catalogue:hwasong-15-2017-11-29&language=${language}`]) {
            const page = await open(view, { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true,
                                            colorScheme: 'dark' });
            await page.locator('.picture svg').first().waitFor({ timeout: 60_000 });
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(width <= 360, `${view}: ${width}`);
            assert.equal(await page.evaluate(() => document.documentElement.lang), language);
            await picture(page, `phone-${language}-${view.slice(6, 9)}`);
            await page.done();
        }
});

test('it can be used without seeing it', async () => {
    for (const view of [hwasong15, '#view=fly&flight=catalogue:minuteman-iii&language=en'])
        for (const colorScheme of ['light', 'dark']) {
            const page = await open(view, { colorScheme, bypassCSP: true });
            await page.locator('.picture svg').first().waitFor({ timeout: 60_000 });
            await page.evaluate(axe);
            const { violations } = await page.evaluate(() => globalThis.axe.run(document, { rules: { 'color-contrast': { enabled: true } } }));
            assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`), []);
            await page.done();
        }
});

test('after the first visit it works without a network', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${host.url}#view=fly&flight=catalogue:v-2&language=en`);
    await page.locator('.picture svg').waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await page.locator('.picture svg').waitFor();
    assert.match(await page.locator('.answer table').first().textContent(), /landed/);
    await context.close();
});

test('it works from a folder, opened as a file', async () => {
    const page = await browser.newPage();
    await page.goto(`file://${folder}/index.html#view=fly&flight=catalogue:v-2&language=en`);
    await page.locator('.picture svg').waitFor({ timeout: 20_000 });
    await page.close();
});

test('the first answer needs less than 700 kB', async () => {
    const own = await serve(folder);
    // Without what is fetched once more, afterwards, for the time without a network.
    const page = await browser.newPage({ serviceWorkers: 'block' });
    // What comes after the answer is never sent: so it needs none of it.
    await page.route(/world-|places/, (route) => route.abort());
    await page.goto(`${own.url}#view=fly&flight=catalogue:v-2&language=en`);
    await page.locator('.picture svg').waitFor();
    await page.close();
    own.close();
    const bytes = [...own.sent.values()].reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < 700_000, `${bytes} bytes: ${JSON.stringify([...own.sent])}`);
});

test('flights leave as files that programs open', async () => {
    const page = await open('#view=fly&flight=catalogue:hwasong-15-2017-11-29&language=en');
    await page.locator('.take button').first().waitFor();
    await page.locator('.answer summary', { hasText: 'The whole report' }).click();
    await page.locator('.answer pre', { hasText: /burnout/ }).waitFor();
    for (const [label, begins] of [['CSV', /^time_s,/], ['GeoJSON', /^\{"type":\s*"FeatureCollection"/], ['KML', /^<\?xml/],
                                   ['CZML', /^\[/], ['JSON', /^\{/], ['Scenario file', /^#/]]) {
        const [download] = await Promise.all([page.waitForEvent('download'),
            page.locator('.take').getByRole('button', { name: label, exact: true }).click()]);
        assert.match(readFileSync(await download.path(), 'utf8'), begins, label);
    }
    for (const label of ['SVG', 'PNG']) {
        const [download] = await Promise.all([page.waitForEvent('download'),
            page.locator('figcaption').getByRole('button', { name: label }).click()]);
        const bytes = readFileSync(await download.path());
        assert.ok(label === 'SVG' ? bytes.toString().includes('<svg') : bytes.subarray(1, 4).toString() === 'PNG');
    }
    await page.done();
});

test('a sheet to print and the scenario leave from both views', async () => {
    const take = async (page, label) => {
        const [download] = await Promise.all([page.waitForEvent('download', { timeout: 240_000 }),
            page.locator('section:not([hidden]) .take').getByRole('button', { name: label, exact: true }).click()]);
        return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
    };
    const flying = await open('#view=fly&flight=catalogue:reference-50&set=launch.azimuth_deg=77&language=en');
    await flying.locator('.take button').first().waitFor();
    const [name, sheet] = await take(flying, 'Sheet to print (HTML)');
    assert.equal(name, 'reference-50.html');
    assert.match(sheet, /apogee report catalogue:reference-50 --set launch.azimuth_deg=77 --samples 1000 -o reference-50.html/);
    await flying.done();
    const reported = await open('#view=report&scenario=catalogue:hwasong-14-2017-07-28&claim=Guam&language=en');
    await answered(reported);
    const [, text] = await take(reported, 'Scenario file');
    assert.equal(text, readFileSync(join(root, 'scenarios/hwasong-14-2017-07-28.toml'), 'utf8'));
    const [, answer] = await take(reported, 'Sheet to print (HTML)');
    assert.match(answer, /class="answer">About [\d,]+ km[^]*--claim Guam/);
    await reported.done();
});
