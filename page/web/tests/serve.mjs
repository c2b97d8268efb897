// A static host on loopback, as dull as those that a page is put on: files, types, compression, nothing else.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
                '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.bin': 'application/octet-stream',
                '.tsv': 'text/tab-separated-values; charset=utf-8' };

/** @returns {Promise<{url: string, close: () => void, sent: Map<string, number>}>} bytes that went out, by path */
export function serve(folder, port = 0) {
    const sent = new Map();
    const server = createServer((request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).replace(/\/$/, '/index.html');
        const file = join(folder, path);
        if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
            response.writeHead(404).end('not here');
            return;
        }
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream',
                                  'content-encoding': 'gzip', 'cache-control': 'no-cache' });
        const zipped = createGzip({ level: 9 });
        zipped.on('data', (part) => sent.set(path, (sent.get(path) ?? 0) + part.length));
        createReadStream(file).pipe(zipped).pipe(response);
    });
    return new Promise((listening) => server.listen(port, '127.0.0.1', () => listening({
        url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close(), sent,
    })));
}

if (import.meta.url === `file://${process.argv[1]}`) {
    const { url } = await serve(process.argv[2], Number(process.argv[3] ?? 8000));
    console.log(`open ${url}`);
}
