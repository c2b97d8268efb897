// A reported flight: the form, and what its figures imply.
import { clock, tell, type App } from './app';
import type { CatalogueEntry, Picture, Quantiles, ReportAnswer, ReportForm, ReportQuestion } from './core';
import { Superseded } from './core';
import { field, h, keepingFocus, replaceAnswer, select, table } from './dom';
import { asked, save, showPicture } from './pictures';
import { reportFields } from './state';
import { plainFigure } from './words';

const firstSamples = 1000, allSamples = 10_000;
const halfEarthKm = 20_000;

/** Reports to begin with, as the press had them; their figures and sources stand in the catalogue's scenarios. */
const examples: { name: string; report: ReportForm }[] = [
    { name: 'Hwasong-14, 28 July 2017', report: { apogee: '3724.9 km', range: '998 km', time: '47:12',
                                                from: '40.61,126.43', azimuth: '', impact: '41.05,139.05' } },
    { name: 'Hwasong-15, 29 November 2017', report: { apogee: '4475 km', range: '950 km', time: '53 min',
                                                    from: '39.282,125.869', azimuth: '72', impact: '' } },
    { name: 'Hwasong-17, 18 November 2022', report: { apogee: '6040.9 km', range: '999.2 km', time: '4135 s',
                                                    from: '39.2,125.67', azimuth: '70', impact: '' } },
];

/** A question without what differs from answer to answer. */
type Asked = Omit<ReportQuestion, 'samples' | 'details' | 'files' | 'pictures'>;

export class ReportView {
    readonly element = h('section', { id: 'view-report', 'aria-labelledby': 'tab-report' });
    private readonly problem = h('div', { role: 'alert' });
    private readonly status = h('p', { class: 'status', role: 'status' });
    private readonly answer = h('div', { class: 'answer' });
    private readonly inputs = new Map<string, HTMLInputElement>();
    private readonly places = new Map<string, HTMLElement>();

    constructor(private readonly app: App, private readonly catalogue: CatalogueEntry[]) {}

    show(): void {
        const { words, state } = this.app;
        this.inputs.clear();
        const form = h('form', { class: 'form', onsubmit: (event) => { event.preventDefault(); void this.estimate(); } });
        const vehicles: [string, string][] = [['', words.unknownVehicle]];
        for (const each of this.catalogue) if (each.reported) vehicles.push([`catalogue:${each.name}`, each.title]);
        form.append(field(words.vehicle, select(vehicles, state.scenario, (value) => {
            state.scenario = value;
            keepingFocus(() => this.show());
            void this.estimate();
        }), undefined, 'vehicle'));
        if (!state.scenario) {
            form.append(field(words.example, select([['', '–'], ...examples.map((e): [string, string] => [e.name, e.name])],
                                                    '', (value) => this.useExample(value))));
            for (const name of reportFields)
                form.append(field(words[name], this.input(name), words[`${name}Hint`]));
        }
        form.append(field(words.claim, this.input('claim'), words.claimHint));
        form.append(h('button', { type: 'submit', class: 'primary' }, words.estimate));
        this.element.replaceChildren(form, this.problem, this.status, this.answer);
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

    private useExample(name: string): void {
        const example = examples.find((each) => each.name === name);
        if (!example) return;
        this.app.state.report = { ...example.report };
        this.show();
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
        this.status.textContent = '';
        if (!scenario && !report.apogee && !report.range) return this.answer.replaceChildren();
        const question = this.question();
        try {
            if (question.claims.length > 0) await app.fetchMaps();  // small countries are on the finest alone
            for (const samples of [firstSamples, allSamples]) {
                if (!current()) return;
                this.status.textContent = samples === firstSamples ? words.working : words.refining;
                const files = samples === allSamples ? ['json', 'csv'] : [];
                const got = await app.estimating.ask<ReportAnswer>(
                    'estimate', { ...question, samples, details: false, files, pictures: this.pictures() });
                if (!current()) return;
                this.showAnswer(got, question);
                if (samples === firstSamples) await app.fetchMaps();
            }
        } catch (problem) {
            if (!current()) return;
            if (!(problem instanceof Superseded)) this.answer.replaceChildren();
            tell(this.problem, problem);
        }
        if (current()) this.status.textContent = '';
    }
    private turn = 0;

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
    private range(km: number | null | undefined): string {
        return km === null ? `> ${this.app.length(halfEarthKm)}` : this.app.length(km);
    }

    private showAnswer(got: ReportAnswer, question: Asked): void {
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
                h('p', { class: 'headline', role: 'status' }, h('strong', {}, this.range(standard?.median)),
                  ` (${words.interval}: ${this.range(standard?.low90)} – ${this.range(standard?.high90)})`),
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
            shown.push(this.quantities(estimate));
        }
        if (got.claims_text) shown.push(h('pre', { tabindex: 0 }, got.claims_text.trim()));
        const report = h('pre', { tabindex: 0 });
        shown.push(
            h('details', {}, h('summary', {}, words.assumptions),
              h('ul', {}, ...sentences.assumptions.map((text) => h('li', {}, text)))),
            h('details', { ontoggle: (event) => { if ((event.target as HTMLDetailsElement).open) void this.wholeReport(report, question); } }, h('summary', {}, words.fullReport), report),
            this.takeAway(got));
        replaceAnswer(this.answer, ...shown);
    }

    private quantities(estimate: ReportAnswer['estimate']): HTMLElement {
        const { app } = this;
        const { words } = app;
        const flight = (estimate['flight'] ?? {}) as Record<string, Quantiles>;
        const row = (name: string, q: Quantiles | undefined, show: (value: number | null) => string) =>
            [name, ...[q?.median, q?.low90, q?.high90].map((value) => show(value ?? null))];
        const length = (value: number | null) => this.range(value);
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

    private takeAway(got: ReportAnswer): HTMLElement {
        const { words } = this.app;
        const buttons = Object.entries(got.files).map(([name, text]) =>
            h('button', { type: 'button', onclick: () => save(name, text, 'text/plain') }, name));
        return h('div', { class: 'take', role: 'group', 'aria-label': words.take }, ...buttons);
    }
}
