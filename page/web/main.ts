import { App, tell } from './app';
import type { Language, Unit } from './core';
import { h, keepingFocus, select } from './dom';
import { FlyView } from './fly_view';
import { ReportView } from './report_view';
import { toHash } from './state';
import { languageNames } from './words';

async function begin(): Promise<void> {
    const app = await App.atAddress();
    const root = document.getElementById('page')!;
    const header = h('header', {}), main = h('main', { id: 'main' }), footer = h('footer', {});
    root.replaceChildren(header, main, footer);
    const report = new ReportView(app), fly = new FlyView(app);

    let shown: Promise<void> | undefined;
    const show = (): void => keepingFocus(() => {
        const { state, words } = app;
        document.documentElement.lang = state.look.language;
        document.documentElement.dataset['theme'] = state.look.dark ? 'dark' : 'light';
        document.title = `Apogee: ${words.title}`;
        const tab = (view: typeof state.view, text: string) =>
            h('button', { type: 'button', id: `tab-${view}`, 'aria-current': state.view === view ? 'page' : false, onclick: () => {
                              state.view = view;
                              show();
                          } }, text);
        header.replaceChildren(
            h('h1', {}, 'Apogee'),
            h('nav', { class: 'tabs', 'aria-label': words.title }, tab('report', words.reported), tab('fly', words.fly)),
            settings(app, show));
        report.element.hidden = state.view !== 'report';
        fly.element.hidden = state.view !== 'fly';
        main.replaceChildren(h('p', { class: 'note' }, words.about), report.element, fly.element);
        if (state.view === 'report') report.show();
        shown = state.view === 'report' ? report.estimate() : fly.show();
        void app.remember();
        footer.replaceChildren(linkButton(app));
    });
    (app.state.view === 'report' ? app.estimating : app.flying).begin();
    show();
    addEventListener('hashchange', () => location.reload());
    // Pictures are made for a width.
    let resizing: ReturnType<typeof setTimeout> | undefined, width = innerWidth;
    addEventListener('resize', () => {
        if (innerWidth === width) return;  // a phone's address bar comes and goes
        width = innerWidth;
        clearTimeout(resizing);
        resizing = setTimeout(() => void (app.state.view === 'fly' ? fly.fly() : report.estimate()), 300);
    });
    // It fetches all that the page may need: after what the reader waits for.
    await shown;
    if ('serviceWorker' in navigator && location.protocol !== 'file:')
        await navigator.serviceWorker.register('offline.js').catch(() => undefined);
}

function settings(app: App, show: () => void): HTMLElement {
    const { look } = app.state, { words } = app;
    const labelled = (id: string, label: string, control: HTMLSelectElement) => {
        control.id = id;
        control.setAttribute('aria-label', label);
        return control;
    };
    return h('div', { class: 'settings' },
        labelled('language', words.language, select(languageNames as [string, string][], look.language, (value) => { look.language = value as Language; show(); })),
        labelled('unit', words.unit, select([['km', 'km'], ['nmi', 'nmi'], ['mi', 'mi']], look.unit, (value) => { look.unit = value as Unit; show(); })),
        labelled('theme', words.theme, select([['light', words.light], ['dark', words.dark]], look.dark ? 'dark' : 'light',
                                     (value) => { look.dark = value === 'dark'; show(); })));
}

function linkButton(app: App): HTMLElement {
    const button = h('button', { type: 'button', onclick: () => void toHash(app.state).then(async (hash) => {
        const link = location.href.replace(/#.*$/, '') + hash;
        try {
            await navigator.clipboard.writeText(link);
            button.textContent = app.words.copied;
        } catch {
            prompt(app.words.copyLink, link);  // a page that is not on https may not write there
        }
        setTimeout(() => { button.textContent = app.words.copyLink; }, 2000);
    }) }, app.words.copyLink);
    return button;
}

begin().catch((problem: unknown) => tell(document.getElementById('page')!, problem));
