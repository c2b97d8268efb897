// The core as the page sees it: questions and answers (page/asked.h), by way of a worker.
import catalogue from 'catalogue';
import workerText from 'worker';
import type { Maps } from './instance';

export type Unit = 'km' | 'nmi' | 'mi';
export type Language = 'en' | 'ko' | 'ja' | 'de' | 'fr';
export interface Look { dark: boolean; unit: Unit; language: Language }
export interface Picture { name: string; kind: string; width: number; height: number }

export interface FlightAsked { scenario: string; changes: Record<string, string> }
export interface ReportForm {
    apogee: string; range: string; time: string; from: string; azimuth: string; impact: string;
}
export interface ReportQuestion {
    ask: 'report'; report?: ReportForm; scenario?: string; changes?: Record<string, string>; claims: string[];
    samples: number; details: boolean; pictures: Picture[]; look: Look; files: string[];
}
export type Question =
    | { ask: 'flights'; flights: FlightAsked[]; debris: boolean; texts?: boolean; pictures: Picture[]; look: Look }
    | { ask: 'files'; flights: FlightAsked[]; debris: boolean; files: string[] }
    | ReportQuestion
    | { ask: 'form'; scenario: string }
    | { ask: 'sheet'; scenario: string; changes: Record<string, string>; claims: string[]; samples: number; file: string }
    | { ask: 'site map'; text: string; title: string; pictures: Picture[]; look: Look };

export interface Uncertainty { kind?: string; low?: number; high?: number; sd?: number }
export interface Parameter {
    key: string; value: number; unit: string; uncertainty: Uncertainty | null; source: string | null;
    defaulted: boolean; place?: string;
}
export interface FlightEvent { name: string; time_s: number; height_km: number; downrange_km: number;
                               speed_air_km_s: number }
export interface Reported { value: number; computed: number | null; residual_percent: number | null;
                            source: string | null }
export interface FlightAnswer {
    name: string; title: string; vehicle: string; outcome: string; outcome_text: string; warnings: string[];
    /** Where it was asked for. */
    text?: string; range_km: number | null; apogee_km: number | null; flight_time_s: number | null;
    burnout_time_s: number | null; burnout_speed_km_s: number | null; events: FlightEvent[];
    reported: Record<string, Reported>;
    overflight: { below: string; from_s: number; to_s: number }[];
    provenance: { parameters: Parameter[]; scenario_hash: string; version: string };
}
export interface FlightsAnswer { flights: FlightAnswer[]; pictures: Record<string, string> }
export interface FilesAnswer { files: Record<string, string> }
export interface Quantiles { median: number | null; low90: number | null; high90: number | null }
export interface ReportAnswer {
    estimate: Record<string, unknown> & { standard_range_km?: Quantiles };
    sentences: Record<string, string> & { assumptions: string[] };
    text: string; claims_text: string; pictures: Record<string, string>; files: Record<string, string>;
    half_earth_km: number;
    /** No sample was flown for it: the question had been asked before, in another look. */
    kept: boolean;
}
/** Where in a picture, in its own unit, lie which longitudes and latitudes. */
export interface MapFrame {
    left: number; top: number; width: number; height: number;
    west_deg: number; east_deg: number; north_deg: number; south_deg: number;
}
export interface SiteMapAnswer { picture: string; frame: MapFrame }

export type Answer = { answer: unknown } | { error: string; mistake: boolean };
export type ToWorker =
    | { module: WebAssembly.Module; files: Record<string, string> }
    | { maps: Maps }
    | { file: string; text: string }
    | { number: number; question: Question };

/** What the user typed is wrong; the message says what would be right. */
export class Mistake extends Error {}

/** The bytes of a file beside the page. Opened from a folder a page may fetch nothing, but run scripts: there
 *  each file stands once more as one. */
export async function bytesOf(name: string): Promise<Uint8Array> {
    if (location.protocol !== 'file:') {
        const response = await fetch(name);
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return new Uint8Array(await response.arrayBuffer());
    }
    await new Promise((loaded, failed) => {
        const script = document.createElement('script');
        script.src = `${name}.js`;
        script.onload = loaded;
        script.onerror = () => failed(new Error(`${name}.js is missing`));
        document.head.append(script);
    });
    const kept = (globalThis as unknown as { apogeeFiles: Record<string, string> }).apogeeFiles;
    return Uint8Array.from(atob(kept[name]!), (letter) => letter.charCodeAt(0));
}

/** Compiled while it arrives, where the host says its type. */
async function compiled(name: string): Promise<WebAssembly.Module> {
    if (location.protocol !== 'file:') {
        const response = await fetch(name);
        if (response.ok && response.headers.get('content-type') === 'application/wasm')
            return WebAssembly.compileStreaming(response);
    }
    return WebAssembly.compile(await bytesOf(name) as BufferSource);
}

/** One worker with a module of the core in it: "flights.wasm", which a first flight waits for, or "apogee.wasm", which
 *  answers all the rest, too. Questions are answered in turn; of those with one `topic` that wait only the
 *  last: a slider's older places are of no interest. */
export class Core {
    private started: Promise<Worker> | undefined;
    private readonly waiting: { topic: string; question: Question; done: (answer: unknown) => void;
                                failed: (why: Error) => void }[] = [];
    private busy = false;
    private number = 0;

    constructor(private readonly module: string) {}

    /** Begun by the first who needs it. */
    private get worker(): Promise<Worker> {
        this.started ??= compiled(this.module).then((module) => {
            const url = URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));
            const worker = new Worker(url);
            worker.postMessage({ module, files: catalogue } satisfies ToWorker);
            if (this.maps) worker.postMessage({ maps: this.maps } satisfies ToWorker);
            worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
            return worker;
        });
        return this.started;
    }

    /** Rejects with `Mistake` for a user's, `Superseded` where a later question took its place. */
    ask<T>(topic: string, question: Question): Promise<T> {
        const stale = this.waiting.findIndex((each) => each.topic === topic);
        if (stale >= 0) this.waiting.splice(stale, 1)[0]!.failed(new Superseded());
        return new Promise<T>((done, failed) => {
            this.waiting.push({ topic, question, done: done as (answer: unknown) => void, failed });
            void this.next();
        });
    }

    async keepFile(name: string, text: string): Promise<void> {
        (await this.worker).postMessage({ file: name, text } satisfies ToWorker);
    }

    /** One that nobody has needed yet is handed them when it begins. */
    async keepMaps(maps: Maps): Promise<void> {
        this.maps = maps;
        if (this.started) (await this.worker).postMessage({ maps } satisfies ToWorker);
    }
    private maps: Maps | undefined;

    /** Before the first question: its module is fetched and compiled meanwhile. */
    begin(): void {
        void this.worker.catch(() => undefined);
    }

    private async next(): Promise<void> {
        if (this.busy || this.waiting.length === 0) return;
        this.busy = true;
        const { question, done, failed } = this.waiting.shift()!;
        try {
            const worker = await this.worker;
            const number = ++this.number;
            const got = await new Promise<Answer>((answered, broken) => {
                worker.onmessage = (message: MessageEvent<Answer & { number: number }>) => {
                    if (message.data.number === number) answered(message.data);
                };
                worker.onerror = (event) => broken(new Error(event.message));
                worker.postMessage({ number, question } satisfies ToWorker);
            });
            if ('answer' in got) done(got.answer);
            else failed(got.mistake ? new Mistake(got.error) : new Error(got.error));
        } catch (problem) {
            failed(problem instanceof Error ? problem : new Error(String(problem)));
        }
        this.busy = false;
        void this.next();
    }
}

export class Superseded extends Error {}
