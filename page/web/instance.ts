// One instance of the core's module: what page/module.cpp exports, and the little that it needs round it.

const decoder = new TextDecoder(), encoder = new TextEncoder();

/** The program ended itself, as it does for a user's mistake; what it said stands in the message. */
export class Ended extends Error {}

/** world-50m.bin, world-10m.bin and places.tsv of sim/geo/data. */
export interface Maps { m50: Uint8Array; m10: Uint8Array; places: Uint8Array }

export type Measure = (text: string, size: number, bold: boolean, italic: boolean) => number;

interface Exports {
    memory: WebAssembly.Memory;
    _initialize(): void;
    room(bytes: number): number;
    keep_file(nameBytes: number): void;
    keep_maps(firstBytes: number, secondBytes: number): void;
    ask(): number;
}

const noSuchCall = 52;  // WASI's ENOSYS

export class Instance {
    private readonly exports: Exports;
    private readonly said: string[] = [];

    /** @param measure  how wide a text is, in the size's unit */
    constructor(module: WebAssembly.Module, measure: Measure) {
        const calls: Record<string, (...args: number[]) => number> = {
            proc_exit: (status) => { throw new Ended(`ended with status ${status}`); },
            fd_write: (_file, vectors, count, written) => this.write(vectors!, count!, written!),
            environ_sizes_get: (count, size) => {
                this.view.setUint32(count!, 0, true);
                this.view.setUint32(size!, 0, true);
                return 0;
            },
            environ_get: () => 0,
        };
        const refused = (name: string) => () => {
            this.said.push(`${name} is not to be had in a page`);
            return noSuchCall;
        };
        const instance = new WebAssembly.Instance(module, {
            wasi_snapshot_preview1: new Proxy(calls, { get: (has, name: string) => has[name] ?? refused(name) }),
            page: {
                text_width: (at: number, bytes: number, size: number, bold: number, italic: number) =>
                    measure(this.text(at, bytes), size, bold !== 0, italic !== 0),
            },
        });
        this.exports = instance.exports as unknown as Exports;
        this.exports._initialize();
    }

    keepFile(name: string, text: string): void {
        this.hand(encoder.encode(name + text));
        this.exports.keep_file(encoder.encode(name).length);
    }

    /** The finer maps, before the first question. */
    keepMaps({ m50, m10, places }: Maps): void {
        const all = new Uint8Array(m50.length + m10.length + places.length);
        all.set(m50);
        all.set(m10, m50.length);
        all.set(places, m50.length + m10.length);
        this.hand(all);
        this.exports.keep_maps(m50.length, m10.length);
    }

    /** @throws Ended with the message that the program ended with; then this instance is of no use any more. */
    ask(question: unknown): unknown {
        this.said.length = 0;
        this.hand(encoder.encode(JSON.stringify(question)));
        try {
            const size = this.exports.ask();
            return JSON.parse(this.text(this.exports.room(0), size));
        } catch (problem) {
            const said = this.said.join('').trim().replace(/^apogee: /, '');
            if (problem instanceof Ended) throw new Ended(said || problem.message);
            throw said ? new Error(`${said} (${String(problem)})`) : problem;
        }
    }

    /** Memory moves when it grows: always asked for anew. */
    private get view(): DataView { return new DataView(this.exports.memory.buffer); }

    private text(at: number, bytes: number): string {
        return decoder.decode(new Uint8Array(this.exports.memory.buffer, at, bytes));
    }

    private hand(bytes: Uint8Array): void {
        const at = this.exports.room(bytes.length);
        new Uint8Array(this.exports.memory.buffer).set(bytes, at);
    }

    private write(vectors: number, count: number, written: number): number {
        let all = 0;
        for (let i = 0; i < count; ++i) {
            const bytes = this.view.getUint32(vectors + 8 * i + 4, true);
            this.said.push(this.text(this.view.getUint32(vectors + 8 * i, true), bytes));
            all += bytes;
        }
        this.view.setUint32(written, all, true);
        return 0;
    }
}
