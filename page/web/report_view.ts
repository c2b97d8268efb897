// A reported flight: the form, and what its figures imply.
import { clock, tell, type App } from './app';
import titles from 'titles';
import type { Picture, Quantiles, ReportAnswer, ReportForm, ReportQuestion } from './core';
import { Mistake, Superseded } from './core';
import { field, h, keepingFocus, replaceAnswer, select, table, tellAt } from './dom';
import { asked, save, showPicture } from './pictures';
import { SiteMap } from './site_map';
import { reportFields } from './state';
import { scenarioButton, sheetButton } from './take_away';
import { plainFigure } from './words';

const firstSamples = 1000, allSamples = 10_000;
/** A question without what differs from answer to answer. */
type Asked = Omit<ReportQuestion, 'samples' | 'details' | 'files' | 'pictures'>;

export class ReportView {
    readonly element = h('section', { id: 'view-report', 'aria-labelledby': 'tab-report' });
    private readonly problem = h('div', { role: 'alert' });
    private readonly status = h('p', { class: 'status', role: 'status' });
    private readonly answer = h('div', { class: 'answer' });
    private readonly inputs = new Map<string, HTMLInputElement>();
    private readonly places = new Map<string, HTMLElement>();
    private readonly siteMap: SiteMap;

    constructor(private readonly app: App) {
        this.siteMap = new SiteMap(app, (place) => this.useSite(place));
    }

    show(): void {
        const { words, state } = this.app;
        this.inputs.clear();
        const form = h('form', { class: 'form', onsubmit: (event) => { event.preventDefault(); void this.estimate(); } });
        const reported = titles.filter((each) => each.reported).map((each): [string, string] => [`catalogue:${each.name}`, each.title]);
        form.append(field(words.vehicle, select([['', words.unknownVehicle], ...reported], state.scenario, (value) => {
            state.scenario = value;
            keepingFocus(() => this.show());
            void this.estimate();
        }), undefined, 'vehicle'));
        if (!state.scenario) {
            form.append(field(words.example, select([['', '–'], ...reported], '', (value) => void this.useExample(value)), undefined, 'example'));
            for (const name of reportFields)
                form.append(field(words[name], this.input(name), words[`${name}Hint`]));
        }
        form.append(field(words.claim, this.input('claim'), words.claimHint));
        form.append(h('button', { type: 'submit', class: 'primary' }, words.estimate));
        this.element.replaceChildren(form, ...(state.scenario ? [] : [this.siteMap.element]), this.problem, this.status, this.answer);
        if (!state.scenario) this.siteMap.show();
    }

    private input(name: (typeof reportFields)[number] | 'claim'): HTMLInputElement {
        const { state } = this.app;
        const value = name === 'claim' ? state.claim : state.report[name];
        const input = h('input', { type: 'text', value, autocomplete: 'off', spellcheck: 'false', name,
                                   oninput: () => {
                                       if (name === 'claim') state.claim = input.value.trim();
                                       else state.report[name] = input.value.trim();
                                   } });
        this.inputs.set(name, input);
        return input;
    }

    /** A report to begin with: what the catalogue has of it, as one would type it. */
    private async useExample(scenario: string): Promise<void> {
        if (!scenario) return;
        this.app.state.report = await this.app.estimating.ask<ReportForm>('form', { ask: 'form', scenario });
        keepingFocus(() => this.show());
        void this.estimate();
    }

    private useSite(place: string): void {
        this.app.state.report.from = place;
        this.inputs.get('from')!.value = place;
        void this.siteMap.draw();
        void this.estimate();
    }

    /** What is asked now: later typing does not change a question on its way. */
    private question(): Asked {
        const { state } = this.app;
        const plain = (text: string) => plainFigure(text, state.look.language);
        const claim = /^[\d\s.,]+\p{L}*$/u.test(state.claim) ? plain(state.claim) : state.claim;
        const asked: Asked = { ask: 'report', claims: claim ? [claim] : [], look: { ...state.look } };
        if (state.scenario) return { ...asked, scenario: state.scenario };
        return { ...asked, report: { ...state.report, apogee: plain(state.report.apogee), range: plain(state.report.range) } };
    }

    /** A first answer soon, then one of ten times the samples, on finer maps. A newer call ends an older one. */
    async estimate(): Promise<void> {
        const { app } = this;
        const { words } = app;
        const { report, scenario } = app.state;
        const turn = ++this.turn, current = () => turn === this.turn;
        void app.remember();
        this.problem.replaceChildren();
        for (const input of this.inputs.values()) tellAt(input, '');
        this.status.textContent = '';
        if (!scenario && !report.apogee && !report.range) return this.answer.replaceChildren();
        const question = this.question(), asked = JSON.stringify({ ...question, look: null });
        // In another look or width the same samples answer, all of them at once.
        const rounds = asked === this.answered ? [allSamples] : [firstSamples, allSamples];
        try {
            // Small countries are on the finest map alone, small places come with it.
            const named = [question.report?.from, question.report?.impact].some((place) => /\p{L}/u.test(place ?? ''));
            if (named || question.claims.length > 0) await app.fetchMaps();
            for (const samples of rounds) {
                if (!current()) return;
                this.status.textContent = samples === rounds[0] ? words.working : words.refining;
                const got = await app.estimating.ask<ReportAnswer>(
                    'estimate', { ...question, samples, details: false, files: [], pictures: this.pictures() });
                if (!current()) return;
                this.showAnswer(got, question, samples);
                if (samples === firstSamples) await app.fetchMaps();
            }
            this.answered = asked;
        } catch (problem) {
            if (!current()) return;
            if (!(problem instanceof Superseded)) this.answer.replaceChildren();
            this.tell(problem);
        }
        if (current()) this.status.textContent = '';
    }
    private turn = 0;
    /** The question whose answer of all samples was shown last. */
    private answered = '';

    /** A message begins with the field that it is about: it is said there. */
    private tell(problem: unknown): void {
        const said = problem instanceof Mistake ? /^(\w+): ([^]*)$/.exec(problem.message) : null;
        const input = said && this.inputs.get(said[1]!);
        if (input) tellAt(input, said[2]!);
        else tell(this.problem, problem);
    }

    private pictures(): Picture[] {
        const at = this.places.get('distribution') ?? this.element;
        return [asked('distribution', 'estimate', at, 0.5), asked('map', 'map', at), asked('claim', 'claim', at),
                asked('profile', 'profile', at)];
    }

    /** The report with what else would change the answer: other programmes, the turning Earth. It takes three times as
     *  long as the answer, so it is made when it is asked for. */
    private async wholeReport(place: HTMLElement, question: Asked): Promise<void> {
        if (place.textContent) return;
        place.textContent = this.app.words.working;
        try {
            const got = await this.app.estimating.ask<ReportAnswer>(
                'whole report', { ...question, samples: firstSamples, details: true, files: [], pictures: [] });
            place.textContent = got.text;
        } catch (problem) {
            place.textContent = '';
            tell(this.problem, problem);
        }
    }

    /** Null in an answer: beyond half the Earth. */
    private range(km: number | null | undefined, { half_earth_km }: ReportAnswer): string {
        return km === null ? `> ${this.app.length(half_earth_km)}` : this.app.length(km);
    }

    private showAnswer(got: ReportAnswer, question: Asked, samples: number): void {
        const { app } = this;
        const { words } = app;
        const { estimate, sentences } = got;
        const shown: Node[] = [];
        this.places.clear();
        if (sentences['impossible']) {
            shown.push(h('h2', {}, words.impossible), h('p', { class: 'headline' }, sentences['impossible']));
            if (sentences['audit']) shown.push(h('p', {}, sentences['audit']));
        } else {
            const standard = estimate.standard_range_km;
            shown.push(
                h('h2', {}, words.standardRange),
                h('p', { class: 'headline', role: 'status' }, h('strong', {}, this.range(standard?.median, got)),
                  ` (${words.interval}: ${this.range(standard?.low90, got)} – ${this.range(standard?.high90, got)})`),
                h('p', { class: 'note' }, words.explained));
            for (const key of ['audit', 'time', 'narrowing', 'swing'])
                if (sentences[key]) shown.push(h('p', {}, sentences[key]!));
            for (const name of ['distribution', 'map', 'claim', 'profile']) {
                const place = h('figure', { class: 'picture' });
                this.places.set(name, place);
                shown.push(place);
                showPicture(place, got.pictures[name], `estimate-${name}`, words);
            }
            if (!got.pictures['map']) shown.push(h('p', { class: 'note' }, words.noMap));
            shown.push(this.quantities(got));
        }
        if (got.claims_text) shown.push(h('pre', { tabindex: 0 }, got.claims_text.trim()));
        const report = h('pre', { tabindex: 0 });
        shown.push(
            h('details', {}, h('summary', {}, words.assumptions),
              h('ul', {}, ...sentences.assumptions.map((text) => h('li', {}, text)))),
            h('details', { ontoggle: (event) => { if ((event.target as HTMLDetailsElement).open) void this.wholeReport(report, question); } }, h('summary', {}, words.fullReport), report),
            this.takeAway(question, samples, got.pictures['map'] !== undefined));
        replaceAnswer(this.answer, ...shown);
    }

    private quantities(got: ReportAnswer): HTMLElement {
        const { app } = this, { estimate } = got;
        const { words } = app;
        const flight = (estimate['flight'] ?? {}) as Record<string, Quantiles>;
        const row = (name: string, q: Quantiles | undefined, show: (value: number | null) => string) =>
            [name, ...[q?.median, q?.low90, q?.high90].map((value) => show(value ?? null))];
        const length = (value: number | null) => this.range(value, got);
        const height = (value: number | null) => app.length(value);
        const seconds = (value: number | null) => clock(value);
        return table(words.figures, [words.quantity, words.median, words.low, words.high], [
            row(words.standardRange, estimate.standard_range_km, length),
            row(words.greatestRange, estimate['maximum_range_km'] as Quantiles | undefined, length),
            row(words.sampleTime, flight['flight_time_s'], seconds),
            row(words.burnoutTime, flight['burnout_time_s'], seconds),
            row(words.burnoutHeight, flight['burnout_height_km'], height),
            row(words.burnoutSpeed, flight['burnout_speed_km_s'], (value) => value === null ? '–' : `${app.number(value, 2)} km/s`),
        ]);
    }

    /** @param samples  of the answer that is shown, @param places  whether it has a map */
    private takeAway(question: Asked, samples: number, places: boolean): HTMLElement {
        const { app } = this, { words } = app;
        const { scenario, claims } = question;
        const formats: [string, string][] = [['csv', 'CSV'], ['json', 'JSON']];
        if (places) formats.splice(1, 0, ['geojson', 'GeoJSON'], ['kml', 'KML'], ['czml', 'CZML']);
        const buttons = formats.map(([format, label]) =>
            h('button', { type: 'button', onclick: () => void this.takeFiles({ ...question, samples, details: false, files: [format], pictures: [] }) }, label));
        if (scenario)
            buttons.push(scenarioButton(app, scenario), sheetButton(app, { scenario, changes: {} }, claims, this.problem));
        return h('div', { class: 'take', role: 'group', 'aria-label': words.take }, ...buttons);
    }

    /** Made when they are asked for; of the answer that is shown no sample is flown again. */
    private async takeFiles(question: ReportQuestion): Promise<void> {
        try {
            const got = await this.app.estimating.ask<ReportAnswer>('files', question);
            for (const [name, text] of Object.entries(got.files)) save(name, text, 'application/octet-stream');
        } catch (problem) {
            tell(this.problem, problem);
        }
    }
}
