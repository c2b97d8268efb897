// The module without a browser: every flight of the catalogue as the command flies it, and an estimate.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url)), root = join(here, '../../..');
const command = join(root, 'build/apogee'), scenarios = join(root, 'scenarios');
const look = { dark: false, unit: 'km', language: 'en' };

/** A module of the page, without a page. */
async function bundled(file) {
    const { outputFiles } = await build({ entryPoints: [join(here, '..', file)], bundle: true, format: 'esm', write: false });
    return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

let instance, small;
before(async () => {
    const { Instance } = await bundled('instance.ts');
    const started = (file) => new Instance(new WebAssembly.Module(readFileSync(join(root, 'build-wasm', file))),
                                           (text, size) => 0.55 * size * text.length);
    instance = started('apogee.wasm');
    small = started('flights.wasm');
    const data = (name) => readFileSync(join(root, 'sim/geo/data', name));
    for (const each of [instance, small])
        each.keepMaps({ m50: data('world-50m.bin'), m10: data('world-10m.bin'), places: data('places.tsv') });
    for (const folder of ['', 'vehicles'])
        for (const name of readdirSync(join(scenarios, folder)))
            if (/\.(toml|csv)$/.test(name))
                for (const each of [instance, small]) each.keepFile(['catalogue', folder, name].filter(Boolean).join('/'), readFileSync(join(scenarios, folder, name), 'utf8'));
});

/** Lengths are in km, angles in degrees, times in seconds: 1e-6 is a millimetre, or less. An orbit's figures grow
 *  with the time that it is followed. */
function compare(page, native, path, differences) {
    if (typeof page === 'number' && typeof native === 'number') {
        if (Math.abs(page - native) > 1e-6 * Math.max(1, Math.abs(native) / 1000)) differences.push(`${path}: ${page} ${native}`);
    } else if (page && native && typeof page === 'object' && typeof native === 'object') {
        for (const key of Object.keys(native)) compare(page[key], native[key], `${path}.${key}`, differences);
    } else if (page !== native) {
        differences.push(`${path}: ${page} ${native}`);
    }
}

test('every flight of the catalogue is that of the command', () => {
    const differences = [];
    for (const file of readdirSync(scenarios).filter((name) => name.endsWith('.toml'))) {
        const name = file.slice(0, -5);
        const { flights } = small.ask({ ask: 'flights', flights: [{ scenario: `catalogue:${name}`, changes: {} }], debris: false,
                                       pictures: [], look });
        // Its status says whether the flight landed.
        const native = JSON.parse(spawnSync(command, ['run', '--json', join(scenarios, file)], { encoding: 'utf8' }).stdout);
        delete native.provenance;  // where the files stand, and how many steps it took
        compare(flights[0], native, name, differences);
    }
    assert.deepEqual(differences, []);
});

test('what a phone shows first is what the core flies', () => {
    const folder = join(root, 'build/page/flown');
    for (const name of ['hwasong-15-2017-11-29', 'minuteman-iii', 'v-2']) {
        const { flights } = small.ask({ ask: 'flights', flights: [{ scenario: `catalogue:${name}`, changes: {} }], debris: false, pictures: [], look });
        const stored = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
        for (const each of [flights, stored]) delete each[0].overflight;  // it was flown over the coarse map
        assert.deepEqual(stored, flights, name);
        for (const language of ['en', 'ko', 'ja', 'de', 'fr'])
            assert.match(readFileSync(join(folder, `${name}.${language}.dark.svg`), 'utf8'), new RegExp(`^<svg [^>]*xml:lang="${language}"`));
    }
});

test('the report of a flight comes where it is asked for', () => {
    const asked = { ask: 'flights', flights: [{ scenario: 'catalogue:v-2', changes: {} }], debris: false, pictures: [], look };
    assert.ok(!('text' in small.ask(asked).flights[0]));
    assert.match(small.ask({ ...asked, texts: true }).flights[0].text, /V-2[^]*burnout/);
});

test('a number of words is set as the command sets it', () => {
    const { flights } = instance.ask({ ask: 'flights', flights: [{ scenario: 'catalogue:v-2', changes: { 'environment.gravity': 'j2', title: 'two words' } }],
                                      debris: false, pictures: [], look });
    assert.equal(flights[0].title, 'two words');
});

test('every picture of every flight is drawn', () => {
    for (const kind of ['map', 'azimuthal', 'globe', 'profile', 'time']) {
        const { pictures } = small.ask({ ask: 'flights', debris: true, look,
            flights: [{ scenario: 'catalogue:hwasong-15-2017-11-29', changes: {} }, { scenario: 'catalogue:minuteman-iii', changes: {} }],
            pictures: [{ name: 'picture', kind, width: 640, height: 400 }] });
        assert.match(pictures.picture, /^<svg /);
        assert.ok(!/NaN|Infinity/.test(pictures.picture), kind);
        // Both flights' lines, and the axes or the land round them.
        assert.ok(pictures.picture.match(/<path /g).length > 12, kind);
    }
});

test('of what lies beside a map nothing is drawn', () => {
    const flights = [{ scenario: 'catalogue:hwasong-15-2017-11-29', changes: {} }];
    for (const kind of ['map', 'azimuthal']) {
        const { pictures } = small.ask({ ask: 'flights', debris: false, look, flights, pictures: [{ name: 'picture', kind, width: 850, height: 527 }] });
        // Land and coasts of Korea and Japan, to a third of a point; Eurasia and rings to the antipode were 300 and 1,300 kB.
        assert.ok(pictures.picture.length < 200_000, `${kind}: ${pictures.picture.length}`);
        const rings = pictures.picture.match(/stroke-dasharray="1 2"/g)?.length ?? 0;
        if (kind === 'azimuthal') assert.ok(rings >= 3 && rings <= 10, `${rings} rings`);
    }
});

test('an estimate is that of the command', () => {
    const answer = instance.ask({ ask: 'report', scenario: 'catalogue:hwasong-14-2017-07-28', claims: [], samples: 200, details: true,
                                  pictures: [], look, files: [] });
    const native = JSON.parse(execFileSync(command, ['estimate', 'catalogue:hwasong-14-2017-07-28', '--samples', '200', '--json', '--quiet'],
                                           { encoding: 'utf8', env: { ...process.env, APOGEE_SCENARIOS: scenarios } }));
    for (const key of ['standard_range_km', 'maximum_range_km'])
        for (const of of ['median', 'low90', 'high90']) {
            // The samples are the same; the page's lanes round twice, the command's once: a sample moves by centimetres, a
            // quantile by no more than to the next sample.
            const spread = native[key].high90 - native[key].low90;
            assert.ok(Math.abs(answer.estimate[key][of] - native[key][of]) < 0.02 * spread, `${key}.${of}: ${answer.estimate[key][of]} ${native[key][of]}`);
        }
});

const typed = { apogee: '4475 km', range: '950 km', time: '53 min', from: '39.282,125.869', azimuth: '72', impact: '' };
const few = { ask: 'report', report: typed, claims: [], samples: 60, details: false, pictures: [], look, files: [] };

test('in another look an answer is the one that was flown; to another question it is not', () => {
    const first = instance.ask(few);
    assert.equal(first.kept, false);
    const german = instance.ask({ ...few, look: { dark: true, unit: 'nmi', language: 'de' }, files: ['json'],
                                  pictures: [{ name: 'map', kind: 'map', width: 400, height: 300 }] });
    assert.equal(german.kept, true);
    assert.deepEqual(german.estimate, first.estimate);
    assert.match(german.pictures.map, /xml:lang="de"/);
    for (const other of [{ samples: 61 }, { claims: ['Guam'] }, { report: { ...typed, apogee: '4476 km' } }])
        assert.equal(instance.ask({ ...few, ...other }).kept, false, JSON.stringify(other));
    // As many are kept as one report has; the eldest goes.
    assert.equal(instance.ask(few).kept, false);
    assert.equal(instance.ask(few).kept, true);
    instance.keepFile('mine.toml', '');  // what the answer stands on may be another
    assert.equal(instance.ask(few).kept, false);
});

test('an estimate leaves as the files of the command, without another sample', () => {
    const formats = ['csv', 'geojson', 'kml', 'czml', 'json'];
    instance.ask(few);
    const { files, kept, estimate } = instance.ask({ ...few, files: formats });
    assert.equal(kept, true);
    assert.deepEqual(Object.keys(files).sort(), ['estimate-samples.csv', 'estimate.csv', 'estimate.czml', 'estimate.geojson', 'estimate.json', 'estimate.kml']);
    assert.deepEqual(JSON.parse(files['estimate.json']), estimate);
    assert.equal(files['estimate-samples.csv'].trim().split('\n').length, 1 + few.samples);
    // The site, circles of the answer, and both flights down to the ground.
    const { features } = JSON.parse(files['estimate.geojson']);
    const site = features.find(({ geometry }) => geometry.type === 'Point').geometry.coordinates;
    assert.deepEqual(site.slice(0, 2), [125.869, 39.282]);
    assert.ok(features.filter(({ geometry }) => /LineString/.test(geometry.type)).length >= 2);
    assert.match(files['estimate.kml'], /^<\?xml[^]*<\/kml>\s*$/);
    assert.ok(JSON.parse(files['estimate.czml']).length > 2);
});

test('the catalogue says each of its reports as one types it', () => {
    const form = (name) => instance.ask({ ask: 'form', scenario: `catalogue:${name}` });
    assert.deepEqual(form('hwasong-15-2017-11-29'), { ...typed, time: '53:00', azimuth: '76.0' });
    // The core reads each again, as the same report.
    for (const { name, reported } of instance.ask({ ask: 'catalogue' }).scenarios) {
        if (!reported) continue;
        const report = (question) => instance.ask({ ...few, ...question, samples: 30 }).estimate.reported;
        const [again, stated] = [report({ report: form(name) }), report({ report: undefined, scenario: `catalogue:${name}` })];
        for (const key of ['apogee_km', 'range_km']) assert.equal(again[key].value, stated[key].value, `${name} ${key}`);
        assert.ok(Math.abs(again.azimuth_deg - stated.azimuth_deg) <= 0.05, `${name}: ${again.azimuth_deg} ${stated.azimuth_deg}`);
    }
});

test('a click on the map is the place that is drawn there', async () => {
    const { placeAt } = await bundled('map_frame.ts');
    const ask = (text) => instance.ask({ ask: 'site map', text, title: 'Site', look, pictures: [{ name: 'site', kind: 'map', width: 500, height: 400 }] });
    const { picture, frame } = ask('39.28,125.87');
    const [, left, top] = picture.match(/id="site-picture" transform="translate\(([\d.]+) ([\d.]+)\)"/).map(Number);
    // The dot that stands before the name: its outline lies evenly about the town.
    const outline = [...picture.match(/<path d="([^"]*)"[^>]*\/><text[^>]*>Beijing</)[1].matchAll(/([\d.]+) ([\d.]+)/g)];
    const mean = (i) => outline.reduce((sum, point) => sum + Number(point[i]), 0) / outline.length;
    const [latitude, longitude] = placeAt(frame, left + mean(1), top + mean(2)).split(',').map(Number);
    assert.ok(Math.abs(latitude - 39.907) < 0.02 && Math.abs(longitude - 116.397) < 0.02, `${latitude} ${longitude}`);
    assert.equal(placeAt(frame, frame.left - 1, frame.top + 1), null);
    const world = ask('').frame;
    assert.equal(placeAt(world, world.left + world.width / 4, world.top + world.height / 2), '0,-90');
    // Across the date line a longitude is still one.
    const far = ask('0,179').frame;
    assert.match(placeAt(far, far.left + far.width, far.top + far.height / 2), /^0,-1[67]\d(\.\d+)?$/);
});

test('the sheet says what the estimate says, and the command that makes it', () => {
    const scenario = 'catalogue:hwasong-14-2017-07-28', changes = { title: "two words" };
    const { page } = instance.ask({ ask: 'sheet', scenario, changes, claims: ['Guam'], samples: 100, file: 'sheet.html' });
    const { estimate } = instance.ask({ ...few, report: undefined, scenario, changes, claims: ['Guam'], samples: 100, details: true });
    // Rounded to three digits.
    const about = Number(page.match(/class="answer">About ([\d,]+) km/)[1].replace(',', ''));
    assert.ok(Math.abs(about - estimate.standard_range_km.median) <= 50, `${about} ${estimate.standard_range_km.median}`);
    assert.ok(page.includes("apogee report catalogue:hwasong-14-2017-07-28 --set 'title=two words' --claim Guam --samples 100 -o sheet.html"));
    assert.equal(page.match(/<svg /g).length, 4);  // ranges, map, profile, and the claim's map
    assert.ok(!/NaN|Infinity/.test(page));
});
