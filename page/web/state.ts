// All that the page shows, in the address after '#': whoever gets the link sees the same. Nothing else is kept.
import type { FlightAsked, Language, Look, ReportForm, Unit } from './core';

export const reportFields = ['apogee', 'range', 'time', 'from', 'azimuth', 'impact'] as const;

export interface State {
    view: 'report' | 'fly';
    report: ReportForm;
    /** Whose scenario's report and vehicle are estimated; empty: the form's figures, of an unknown vehicle. */
    scenario: string;
    claim: string;
    flights: FlightAsked[];
    /** A scenario typed or dropped, which flights name "mine.toml". */
    text: string;
    picture: string;
    debris: boolean;
    look: Look;
}

const languages: Language[] = ['en', 'ko', 'ja', 'de', 'fr'];
const units: Unit[] = ['km', 'nmi', 'mi'];
const oneOf = <T extends string>(all: readonly T[], value: string | null, otherwise: T): T =>
    all.find((each) => each === value) ?? otherwise;

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

export function emptyState(): State {
    return {
        view: 'report',
        report: { apogee: '', range: '', time: '', from: '', azimuth: '', impact: '' },
        scenario: '', claim: '',
        flights: [{ scenario: 'catalogue:hwasong-15-2017-11-29', changes: {} }],
        text: '', picture: 'map', debris: false,
        look: {
            dark: prefersDark(), unit: 'km',
            language: oneOf(languages, navigator.language.slice(0, 2), 'en'),
        },
    };
}

/** "#view=fly&flight=catalogue:v-2&set=launch.azimuth_deg=15": `set` changes the flight before it. */
export async function toHash(state: State): Promise<string> {
    const out = new URLSearchParams();
    out.set('view', state.view);
    if (state.view === 'report') {
        if (state.scenario) out.set('scenario', state.scenario);
        else for (const name of reportFields) if (state.report[name]) out.set(name, state.report[name]);
        if (state.claim) out.set('claim', state.claim);
    } else {
        for (const flight of state.flights) {
            out.append('flight', flight.scenario);
            for (const [key, value] of Object.entries(flight.changes)) out.append('set', `${key}=${value}`);
        }
        if (state.picture !== 'map') out.set('picture', state.picture);
        if (state.debris) out.set('debris', '1');
    }
    if (state.text && usesText(state)) out.set('text', await packed(state.text));
    if (state.look.unit !== 'km') out.set('unit', state.look.unit);
    out.set('language', state.look.language);
    if (state.look.dark !== prefersDark()) out.set('theme', state.look.dark ? 'dark' : 'light');
    return '#' + out.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');
}

export async function fromHash(hash: string): Promise<State> {
    const state = emptyState();
    const parameters = new URLSearchParams(hash.replace(/^#/, ''));
    state.view = oneOf(['report', 'fly'], parameters.get('view'), 'report');
    for (const name of reportFields) state.report[name] = parameters.get(name) ?? '';
    state.scenario = parameters.get('scenario') ?? '';
    state.claim = parameters.get('claim') ?? '';
    state.picture = parameters.get('picture') ?? 'map';
    state.debris = parameters.has('debris');
    if (parameters.has('theme')) state.look.dark = parameters.get('theme') === 'dark';
    state.look.unit = oneOf(units, parameters.get('unit'), 'km');
    state.look.language = oneOf(languages, parameters.get('language'), state.look.language);
    const flights: FlightAsked[] = [];
    for (const [name, value] of parameters) {
        if (name === 'flight') flights.push({ scenario: value, changes: {} });
        const equals = value.indexOf('=');
        if (name === 'set' && equals > 0 && flights.length > 0)
            flights.at(-1)!.changes[value.slice(0, equals)] = value.slice(equals + 1);
    }
    if (flights.length > 0) state.flights = flights;
    const text = parameters.get('text');
    if (text) state.text = await unpacked(text).catch(() => '');
    return state;
}

export const ownScenario = 'mine.toml';

function usesText(state: State): boolean {
    return state.view === 'fly' && state.flights.some((flight) => flight.scenario === ownScenario);
}

async function through(bytes: Uint8Array, stream: TransformStream<BufferSource, Uint8Array>): Promise<Uint8Array> {
    return new Uint8Array(await new Response(new Blob([bytes as BlobPart]).stream().pipeThrough(
        stream as unknown as ReadableWritablePair<Uint8Array, Uint8Array>)).arrayBuffer());
}

/** Deflated, in the letters that an address may hold. */
export async function packed(text: string): Promise<string> {
    const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw') as never);
    let letters = '';
    for (const byte of bytes) letters += String.fromCharCode(byte);
    return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export async function unpacked(text: string): Promise<string> {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw') as never));
}
