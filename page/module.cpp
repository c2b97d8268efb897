// What the page calls. One buffer takes what is handed over and what is answered:
//   room(n), then n bytes written there, then keep_file, keep_maps or ask; the answer of ask stands at
//   `room(0)`'s address and is as long as ask says.
// A throw ends the program (exceptions.cpp): the page starts another.
#include <cstdio>
#include <cstdlib>

#include "asked.h"
#include "base/exit_status.h"
#include "base/input_error.h"
#include "embedded_data.h"
#include "files.h"
#include "geo/region.h"
#include "report/json.h"
#include "scenario/files.h"

namespace apogee {
namespace {

std::string buffer;

Json answer_to(const Json& asked) {
    const std::string what = text_in(asked, "ask");
    if (what == "flights") return answer_flights(asked);
    if (what == "report") return answer_report(asked);
    if (what == "catalogue") return answer_catalogue();
    if (what == "place") return answer_place(asked);
    throw InputError("ask: " + in_quotes(what) + " is not answered here");
}

}  // namespace

Json answer_catalogue() {
    Json entries = Json::array();
    for (const std::string& file : names_in(catalogue_folder())) {
        if (!file.ends_with(".toml")) continue;
        const Scenario scenario = load_scenario(catalogue_folder() + '/' + file);
        entries.push_back({{"name", file.substr(0, file.size() - 5)},
                           {"title", scenario.title},
                           {"vehicle", scenario.vehicle.name},
                           {"reported", !scenario.reported.empty()}});
    }
    return {{"scenarios", std::move(entries)}};
}

Json answer_place(const Json& asked) {
    const DistanceOrigin origin = find_origin(text_in(asked, "text"), "from");
    const LatLon at = lat_lon(origin.place);
    return {{"name", origin.name}, {"latitude_deg", at.latitude_deg}, {"longitude_deg", at.longitude_deg}};
}

extern "C" {

__attribute__((export_name("room"))) char* apogee_page_room(std::size_t bytes) {
    if (bytes > 0) buffer.assign(bytes, '\0');
    return buffer.data();
}

/// The buffer is a name of that many bytes and the text.
__attribute__((export_name("keep_file"))) void apogee_page_keep_file(std::size_t name_bytes) {
    keep_text(buffer.substr(0, name_bytes), buffer.substr(name_bytes));
}

/// The buffer is world-50m.bin of that many bytes and world-10m.bin.
__attribute__((export_name("keep_maps"))) void apogee_page_keep_maps(std::size_t first_bytes) {
    embedded::keep_maps(buffer.substr(0, first_bytes), buffer.substr(first_bytes));
}

/// The buffer is a request as asked.h has it. @return how many bytes of answer are in it now
__attribute__((export_name("ask"))) std::size_t apogee_page_ask() {
    const Json asked = Json::parse(buffer, nullptr, false);
    if (asked.is_discarded()) throw InputError("the request is no JSON");
    buffer = json_text(answer_to(asked), JsonLayout::compact);
    return buffer.size();
}

}  // extern "C"

}  // namespace apogee
