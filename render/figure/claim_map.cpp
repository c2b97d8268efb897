#include "figure/claim_map.h"

#include <algorithm>
#include <cmath>

#include "base/input_error.h"
#include "batch/threads.h"
#include "range/range_by_direction.h"
#include "report/claim_points.h"
#include "scenario/argument.h"

namespace apogee {
namespace {

bool lies_somewhere(const RegionDistance& distance) {
    return distance.region.kind != RegionKind::distance;
}

/// @param points   of the claim; @param turning  whether the turning Earth's answers are shown
/// @param several  the ends bear the region's name
void add_marks(std::vector<ClaimMark>& marks, const std::vector<ClaimPoint>& points, bool turning,
               bool several, const Look& look) {
    using Kind = ClaimPoint::Kind;
    for (const ClaimPoint& point : points) {
        ClaimMark mark{lat_lon(point.seen.place), printable(point.name)};
        mark.within = within_range(turning ? point.turning->standard : point.still.standard);
        if (point.kind == Kind::part_farthest) continue;
        if (point.kind == Kind::part_nearest) {
            // The main part bears the region's name, and where an end lies it stands already.
            if (point.name == points.front().name || point.seen.distance_m == points.front().seen.distance_m)
                continue;
            mark.kind = ClaimMark::Kind::part;
            // A territory out of reach is not worth a map of half the Earth.
            mark.framed = point.counted || mark.within != WithinRange::no;
        } else if (point.kind == Kind::town) {
            mark.kind = ClaimMark::Kind::town;
            mark.population = point.population;
        } else if (point.kind != Kind::only) {
            const Word which = point.kind == Kind::nearest ? Word::nearest_point : Word::farthest_point;
            mark.name = (several ? mark.name + ": " : "") + look.word(which) + ", " +
                        look.length(point.seen.distance_m);
        }
        marks.push_back(std::move(mark));
    }
}

/// The ends, the parts, then the towns of all claims, the most populous first.
void sort(std::vector<ClaimMark>& marks) {
    std::ranges::stable_sort(marks, [](const ClaimMark& a, const ClaimMark& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.population > b.population;
    });
}

/// "9,300–11,200 km", or one length where it is the same in all directions; empty where none is finite.
std::string span_of(const std::vector<double>& km, const Look& look) {
    std::vector<double> finite;
    std::ranges::copy_if(km, std::back_inserter(finite), [](double x) { return std::isfinite(x); });
    if (finite.empty()) return {};
    const auto [least, most] = std::ranges::minmax_element(finite);
    const std::string low = look.number(in_unit(1000 * *least, look.unit), 0),
                      high = look.length(1000 * *most);
    return low == look.number(in_unit(1000 * *most, look.unit), 0) ? high : low + "–" + high;
}

const char* earth_words(bool turning, const Look& look) {
    return look.word(turning ? Word::standard_earth_turns : Word::standard_earth_still);
}

/// @param what  "Median"
void add_range(ClaimMap& map, std::vector<double> km, ClaimLine::Kind kind, const char* what, bool turning,
               const Look& look) {
    const std::string span = span_of(km, look);
    if (span.empty()) return;
    const std::string name =
        kind != ClaimLine::Kind::middle
            ? ""
            : std::string(what) + ' ' + span +
                  (km.size() > 1 ? std::string(" ") + look.word(Word::by_direction) : "") + ", " +
                  earth_words(turning, look);
    map.lines.push_back({std::move(km), kind, name});
}

/// "Median 10,117 km, 90 % interval 8,386 km – 12,300 km, Earth not turning": also where the lines lie
/// outside the map, or the interval has an end beyond half the Earth.
std::string range_words(const WeightedQuantiles& km, const Look& look) {
    const auto length = [&](double range_km) {
        return std::isfinite(range_km) ? look.length(1000 * range_km)
                                       : std::string(look.word(Word::beyond_half_the_earth));
    };
    std::string words = std::string(look.word(Word::median)) + ' ' + length(km.median) + ", ";
    if (std::isfinite(km.low))
        words +=
            std::string(look.word(Word::interval)) + ' ' + length(km.low) + " – " + length(km.high) + ", ";
    return words + earth_words(false, look);
}

void append(std::string& note, const std::string& words) {
    if (!words.empty()) note += (note.empty() ? "" : " · ") + words;
}

/// What the map is of. @param claims  of an estimate or of a vehicle
template <class Claims>
void add_subtitle(ClaimMap& map, const Claims& claims, bool turning, const Look& look) {
    std::string regions;
    for (const auto& claim : claims)
        regions += (regions.empty() ? "" : "; ") + (lies_somewhere(claim.distance)
                                                        ? printable(full_name(claim.distance.region))
                                                        : look.length(claim.distance.nearest.distance_m));
    map.words.subtitle = look.phrase(Word::claim_subtitle, regions) + " · " + earth_words(turning, look);
    map.words.map = true;
}

template <class Claims>
bool several_places(const Claims& claims) {
    return std::ranges::count_if(claims, [](const auto& claim) { return lies_somewhere(claim.distance); }) >
           1;
}

}  // namespace

WithinRange within_range(double share) {
    constexpr double likely = 0.95, unlikely = 0.05;
    if (std::isnan(share)) return WithinRange::no;
    return share >= likely ? WithinRange::yes : share < unlikely ? WithinRange::no : WithinRange::perhaps;
}

bool has_claim_map(const EstimateAnswer& answer) {
    return answer.report.site &&
           std::ranges::any_of(answer.claims, [](const Claim& claim) { return claim.quoted() != nullptr; });
}

ClaimMap claim_map(const EstimateAnswer& answer, const Look& look) {
    ClaimMap map;
    map.site = lat_lon(*answer.report.site);
    map.site_name = answer.report.site_name;
    map.words = words_of(answer, look);
    // The lines are of the Earth that the marks are of; a distance by itself is told on the still one.
    const ClaimOnEarth* shown = nullptr;
    bool turning = false;
    for (const Claim& claim : answer.claims) {
        const ClaimOnEarth* const quoted = claim.quoted();
        if (!quoted) continue;
        if (!shown || claim.quotes_turning()) shown = quoted;
        turning = turning || claim.quotes_turning();
    }
    for (const Claim& claim : answer.claims) {
        const ClaimOnEarth* const quoted = claim.quoted();
        if (!quoted) continue;
        if (lies_somewhere(claim.distance)) {
            add_marks(map.marks, points_of(claim), turning, several_places(answer.claims), look);
            continue;
        }
        const double distance_m = claim.distance.nearest.distance_m;
        map.lines.push_back({{distance_m / 1000},
                             ClaimLine::Kind::claimed_distance,
                             look.length(distance_m) + ": " +
                                 localised(percent_text(quoted->nearest.standard), look.language) +
                                 (turning ? std::string(", ") + earth_words(false, look) : "")});
    }
    sort(map.marks);
    for (const auto& [which, kind] : {std::pair{&WeightedQuantiles::low, ClaimLine::Kind::end_of_interval},
                                      std::pair{&WeightedQuantiles::high, ClaimLine::Kind::end_of_interval},
                                      std::pair{&WeightedQuantiles::median, ClaimLine::Kind::middle}}) {
        std::vector<double> km;
        for (const WeightedQuantiles& towards : shown->standard_km) km.push_back(towards.*which);
        add_range(map, std::move(km), kind, look.word(Word::median), turning, look);
    }
    add_subtitle(map, answer.claims, turning, look);
    map.words.note = doubt_words(answer, look);
    append(map.words.note, look.word(Word::claim_marks));
    append(map.words.note, range_words(answer.estimate.standard_km, look));
    append(map.words.note, beyond_words(answer, look));
    append(map.words.note, look.word(Word::projection_azimuthal));
    return map;
}

std::vector<RangeClaim> vehicle_claims(const Scenario& scenario, const std::vector<std::string>& asked) {
    std::vector<Region> regions;
    for (const std::string& claim : asked) regions.push_back(find_region(claim, "--claim"));
    RangeOptions options;
    options.threads = processors();
    return range_claims(scenario, std::move(regions), scenario.environment.earth.rotation_rate_rad_s != 0,
                        options);
}

ClaimMap claim_map(const Scenario& scenario, std::span<const RangeClaim> claims, const std::string& name,
                   const Look& look) {
    ClaimMap map;
    const bool turning = claims.front().turning.has_value();
    const auto& launch = std::get<Launch>(scenario.start);
    map.site = lat_lon(launch.site);
    map.site_name = scenario.site;
    map.words.title = printable(scenario.title.empty() ? name : scenario.title);
    add_subtitle(map, claims, turning, look);
    for (const RangeClaim& claim : claims) {
        if (lies_somewhere(claim.distance))
            add_marks(map.marks, points_of(claim), turning, several_places(claims), look);
        else
            map.lines.push_back({{claim.distance.nearest.distance_m / 1000},
                                 ClaimLine::Kind::claimed_distance,
                                 look.length(claim.distance.nearest.distance_m)});
    }
    sort(map.marks);
    const RangeClaim& first = claims.front();
    const char* const what = look.word(Word::standard_range);
    add_range(map, turning ? first.turning->standard_km : std::vector{first.still.standard_km},
              ClaimLine::Kind::middle, what, turning, look);
    append(map.words.note, look.word(Word::claim_marks_of_vehicle));
    if (const double still_km = first.still.standard_km; !std::isnan(still_km))
        append(map.words.note, std::string(what) + ' ' +
                                   (std::isfinite(still_km) ? look.length(1000 * still_km)
                                                            : look.word(Word::beyond_half_the_earth)) +
                                   ", " + earth_words(false, look));
    append(map.words.note, look.word(Word::projection_azimuthal));
    if (!scenario.vehicle.source.empty()) map.words.sources.push_back(printable(scenario.vehicle.source));
    return map;
}

ClaimMap claim_map(const std::string& scenario, const Overrides& changes,
                   const EstimateFigureOptions& options, const Look& look) {
    if (options.claims.empty())
        throw InputError(
            "--kind claim: --claim is missing; expected a country, a place or a distance, such as --claim "
            "Japan");
    const ScenarioArgument argument = scenario_argument(scenario);
    const Scenario loaded = load_scenario(argument.file, changes);
    if (!can_be_estimated(loaded)) {
        const std::vector<RangeClaim> claims = vehicle_claims(loaded, options.claims);
        return claim_map(loaded, claims, argument.name, look);
    }
    return claim_map(figure_estimate(scenario, changes, options), look);
}

}  // namespace apogee
