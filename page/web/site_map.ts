// A map on which a click sets the launch site. Whoever does not see it types the same into the field.
import { tell, type App } from './app';
import { Mistake, type SiteMapAnswer } from './core';
import { h } from './dom';
import { placeAt } from './map_frame';
import { asked, svgElement } from './pictures';

export class SiteMap {
    readonly element = h('details', { class: 'site-map', ontoggle: () => void this.draw() });
    private readonly place = h('figure', { class: 'picture' });

    constructor(private readonly app: App, private readonly chosen: (place: string) => void) {}

    show(): void {
        const { words } = this.app;
        this.element.replaceChildren(h('summary', {}, words.siteMap), h('p', { class: 'note' }, words.siteMapHint), this.place);
        void this.draw();
    }

    /** Of the whole Earth; round the site where there is one, so that a second click can be finer. */
    async draw(): Promise<void> {
        if (!this.element.open) return;
        const { app } = this;
        try {
            this.put(await app.flying.ask<SiteMapAnswer>('site map', {
                ask: 'site map', text: app.state.report.from, title: app.words.from,
                pictures: [asked('site', 'map', this.place, 0.55)], look: app.state.look }));
        } catch (problem) {
            if (!(problem instanceof Mistake)) tell(this.place, problem);  // what is no place, the estimate says
        }
    }

    private put({ picture, frame }: SiteMapAnswer): void {
        const svg = svgElement(picture);
        svg.addEventListener('click', ({ clientX, clientY }) => {
            const at = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()!.inverse());
            const place = placeAt(frame, at.x, at.y);
            if (place) this.chosen(place);
        });
        this.place.replaceChildren(svg);
    }
}
