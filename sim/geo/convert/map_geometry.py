"""Geometry of the map conversion: cutting a topology at the antimeridian, areas, label points."""

import heapq
import math

WGS84_RADIUS_KM = 6378.137
WGS84_E2 = 0.00669437999014


class Cutter:
    """The arcs of a topology as pieces inside one turn of longitude, and its rings in terms of those pieces.

    Source rings run across the antimeridian (x jumps by a turn) and Antarctica's encloses the pole without
    touching it. Here such rings are cut, and closed along the antimeridian and the pole, so that every
    ring is a plain polygon in the rectangle [0, width] x [south, north]. Arcs added for this are the seam.
    """

    def __init__(self, deltas, width, south, north):
        self.width, self.south, self.north = width, south, north
        self.arcs = []  # pieces: points in grid units
        self.seam_index = {}
        self.pieces = [self._cut_arc(self._decode(d)) for d in deltas]  # per source arc, indices into arcs

    @staticmethod
    def _decode(deltas):
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            if not points or points[-1] != (x, y):
                points.append((x, y))
        return points

    def _turns(self, dx):
        """How many turns to add to an edge's end so that the edge is the shorter way round."""
        return -round(dx / self.width)

    def _edges(self, points):
        """The arc's edges, cut at the antimeridian: (from, to, window), x unwrapped; window None is the seam."""
        edges = []
        x, y = points[0]
        for nx, ny in points[1:]:
            nx += self._turns(nx - x) * self.width
            if (nx, ny) != (x, y):
                low, high = min(x, nx), max(x, nx)
                first, last = low // self.width, -(-high // self.width) - 1
                if low == high and low % self.width == 0:
                    edges.append([(x, y), (nx, ny), None])
                elif first == last:
                    edges.append([(x, y), (nx, ny), first])
                else:
                    cut = last * self.width
                    middle = (cut, round(y + (ny - y) * (cut - x) / (nx - x)))
                    windows = (first, last) if x < nx else (last, first)
                    edges.append([(x, y), middle, windows[0]])
                    edges.append([middle, (nx, ny), windows[1]])
            x, y = nx, ny
        return edges

    def _cut_arc(self, points):
        edges = self._edges(points)
        known = [e[2] for e in edges if e[2] is not None]
        window = known[0] if known else 0
        result = []
        run = None
        for start, end, own in edges:
            on_seam = own is None
            window = window if on_seam else own
            if run is None or run[1:] != (window, on_seam):
                run = ([self._inside(start, window)], window, on_seam)
                result.append(run)
            run[0].append(self._inside(end, window))
        return [self._add(run[0]) for run in result]

    def _inside(self, point, window):
        return point[0] - window * self.width, point[1]

    def _add(self, points):
        self.arcs.append(points)
        return len(self.arcs) - 1

    def _add_seam(self, points):
        key = tuple(points)
        if key not in self.seam_index:
            self.seam_index[key] = self._add(points)
        return self.seam_index[key]

    def is_seam(self, arc):
        return all(x in (0, self.width) for x, _ in self.arcs[arc])

    def points(self, ring):
        out = []
        for arc, is_reversed in ring:
            piece = self.arcs[arc][::-1] if is_reversed else self.arcs[arc]
            out += piece[1:] if out else piece
        return out

    def doubled_area(self, ring):
        """Exact, in grid units squared; negative when clockwise."""
        p = self.points(ring)
        return sum(p[k][0] * p[k + 1][1] - p[k + 1][0] * p[k][1] for k in range(len(p) - 1))

    def _uses(self, source_ring):
        uses = []
        for arc in source_ring:
            if arc >= 0:
                uses += [(piece, False) for piece in self.pieces[arc]]
            else:
                uses += [(piece, True) for piece in reversed(self.pieces[~arc])]
        return uses

    def _ends(self, use):
        points = self.arcs[use[0]]
        return (points[-1], points[0]) if use[1] else (points[0], points[-1])

    def _chains(self, uses):
        """Splits a ring where it leaves the rectangle; one closed chain if it never does."""
        chains = []
        for use in uses:
            if chains and self._ends(chains[-1][-1])[1] == self._ends(use)[0]:
                chains[-1].append(use)
            else:
                chains.append([use])
        if len(chains) > 1 and self._ends(chains[-1][-1])[1] == self._ends(chains[0][0])[0]:
            chains[0] = chains.pop() + chains[0]
        return chains

    def _perimeter(self, point):
        """Place on the rectangle's edge, clockwise from its upper right corner."""
        x, y = point
        height = self.north - self.south
        if x == self.width:
            return self.north - y
        assert x == 0, point
        return height + self.width + (y - self.south)

    def _corners(self):
        height = self.north - self.south
        return [((self.width, self.north), 0), ((self.width, self.south), height),
                ((0, self.south), height + self.width), ((0, self.north), 2 * height + self.width)]

    def _close(self, chains):
        """Joins chains along the rectangle's edge. The interior is on the right, hence clockwise."""
        length = 2 * (self.north - self.south + self.width)
        starts = [(self._perimeter(self._ends(c[0])[0]), c) for c in chains]
        rings = []
        while starts:
            first = starts.pop(0)
            ring = list(first[1])
            while True:
                end = self._ends(ring[-1])[1]
                at = self._perimeter(end)
                ahead = lambda t: (t - at) % length
                candidates = starts + [first]
                found = min(candidates, key=lambda s: ahead(s[0]))
                corners = sorted((ahead(t), c) for c, t in self._corners() if 0 < ahead(t) < ahead(found[0]))
                path = [end] + [c for _, c in corners] + [self._ends(found[1][0])[0]]
                if path[0] != path[-1]:
                    ring.append((self._add_seam(path), False))
                if found is first:
                    break
                starts.remove(found)
                ring += found[1]
            rings.append(ring)
        return rings

    def cut(self, source_polygon, origin_latitude, row_height):
        """The plane polygons (lists of rings, the outer one first) of one source polygon; none if it has no area."""
        closed, open_chains = [], []
        for source in source_polygon:
            uses = self._uses(source)
            if not uses:
                continue
            if all(origin_latitude + y * row_height < -89.9 for use in uses for _, y in self.arcs[use[0]]):
                continue  # the pole drawn as a line: the closing path runs through the pole itself
            chains = self._chains(uses)
            if len(chains) == 1 and self._ends(chains[0][0])[0] == self._ends(chains[0][-1])[1]:
                closed.append(chains[0])
            else:
                open_chains += chains
        outers = self._close(open_chains) if open_chains else closed[:1]
        holes = closed if open_chains else closed[1:]
        polygons = [[ring] for ring in outers if self.doubled_area(ring) != 0]
        for hole in holes:
            if polygons and self.doubled_area(hole) != 0:
                x, y = self.points(hole)[0]
                home = next((p for p in polygons if contains(self.points(p[0]), x, y)), polygons[0])
                home.append(hole)
        return polygons


def contains(ring, x, y):
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay <= y) != (by <= y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside


def _zone(latitude):
    """Area between the equator and a geodetic latitude, per radian of longitude, km^2. Source: Snyder, Map
    Projections: A Working Manual (1987), eq. 3-12, times half the square of the equatorial radius."""
    s = math.sin(math.radians(latitude))
    q = (1 - WGS84_E2) * (s / (1 - WGS84_E2 * s * s) + math.atanh(math.sqrt(WGS84_E2) * s) / math.sqrt(WGS84_E2))
    return WGS84_RADIUS_KM ** 2 / 2 * q


def area_km2(rings):
    """Area of a polygon in degrees on the WGS 84 ellipsoid, its edges straight in longitude and latitude."""
    total = 0.0
    for index, ring in enumerate(rings):
        ring_sum = 0.0
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            # Simpson's rule along the edge.
            ring_sum += math.radians(bx - ax) * (_zone(ay) + 4 * _zone((ay + by) / 2) + _zone(by)) / 6
        total += abs(ring_sum) * (1 if index == 0 else -1)
    return total


def _signed_distance(rings, x, y):
    """Distance to the nearest edge, negative outside."""
    inside, nearest = False, math.inf
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            dx, dy = bx - ax, by - ay
            if (ay <= y) != (by <= y) and x < ax + dx * (y - ay) / dy:
                inside = not inside
            square = dx * dx + dy * dy
            t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / square)) if square else 0.0
            nearest = min(nearest, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2)
    return math.sqrt(nearest) * (1 if inside else -1)


def label_point(rings):
    """The inside point farthest from the edge, to about a twentieth of that distance: best-first search over
    squares, longitudes shrunk by the cosine of the middle latitude."""
    latitudes = [y for _, y in rings[0]]
    shrink = max(0.05, math.cos(math.radians((min(latitudes) + max(latitudes)) / 2)))
    plane = [[(x * shrink, y) for x, y in ring] for ring in rings]
    xs = [x for x, _ in plane[0]]
    size = max(min(max(xs) - min(xs), max(latitudes) - min(latitudes)), 1e-3)
    queue, best = [], (-math.inf, 0.0, 0.0)

    def visit(x, y, half):
        nonlocal best
        distance = _signed_distance(plane, x, y)
        best = max(best, (distance, x, y))
        heapq.heappush(queue, (-(distance + half * math.sqrt(2)), x, y, half))

    for i in range(math.ceil((max(xs) - min(xs)) / size)):
        for j in range(math.ceil((max(latitudes) - min(latitudes)) / size)):
            visit(min(xs) + (i + 0.5) * size, min(latitudes) + (j + 0.5) * size, size / 2)
    while queue and -queue[0][0] > best[0] * 1.05 and queue[0][3] > 1e-5:
        _, x, y, half = heapq.heappop(queue)
        for sx in (-0.5, 0.5):
            for sy in (-0.5, 0.5):
                visit(x + sx * half, y + sy * half, half / 2)
    return best[1] / shrink, best[2]
