#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "browser_type_setter.h"
#include "figure/figure.h"
#include "figure/svg_canvas.h"

/// What the page asks, and what it gets: JSON both ways. page/web/core.ts has the same as types.
namespace apogee {

using Json = nlohmann::ordered_json;

/// Flights of scenarios: {"flights": [{"scenario": "catalogue:v-2", "changes": {key: value}}], "debris":
/// bool, "texts": whether with reports, "pictures": [...], "look": {...}} gets {"flights": [{figures, "text",
/// "inputs"}], "pictures": {name: SVG}}. @throws InputError
[[nodiscard]] Json answer_flights(const Json& asked);
/// Flights as files: {"flights", "debris" as above, "files": ["csv", ...]} gets {"files": {name with its
/// ending: text}}, of histories one a flight. @throws InputError
[[nodiscard]] Json answer_files(const Json& asked);
/// A reported flight: {"report": {"apogee", "range", "time", "from", "azimuth", "impact"} as people type
/// them, or "scenario" and "changes", "claims": [...], "samples": number, ...} gets {"estimate", "text",
/// "pictures", "files", "kept": whether its samples had been flown for a question before}. @throws InputError
[[nodiscard]] Json answer_report(const Json& asked);
/// What answers are kept may stand on files that are others now.
void forget_reports();
/// The sheet of `apogee report`: {"scenario", "changes", "claims", "samples", "file"} gets {"page": HTML}.
/// @throws InputError
[[nodiscard]] Json answer_sheet(const Json& asked);
/// The catalogue as it was handed over: {"scenarios": [{"name", "title", "vehicle", "reported"}]}. @throws
/// InputError
[[nodiscard]] Json answer_catalogue();
/// A reported flight of the catalogue, {"scenario"}, as one types it: the "report" above. @throws InputError
[[nodiscard]] Json answer_form(const Json& asked);
/// A map to choose a launch site on, all round the Earth or round the site: {"text": a site or none, "title",
/// "pictures": [one], "look"} gets {"picture": SVG, "frame": where in it lie which longitudes and latitudes}.
/// @throws InputError
[[nodiscard]] Json answer_site_map(const Json& asked);

/// A text of the request; empty where it is missing or empty.
[[nodiscard]] std::string text_in(const Json& asked, const char* key);
[[nodiscard]] std::optional<std::string> given_text(const Json& asked, const char* key);

/// How pictures are to look, from {"dark": bool, "unit": "km", "language": "en"}.
class AskedLook {
  public:
    explicit AskedLook(const Json& asked);
    [[nodiscard]] const Look& look() const { return look_; }

  private:
    BrowserTypeSetter type_;
    Look look_;
};

/// One of "pictures": {"name": any, "kind": "map", "width": 480, "height": 320} in CSS pixels.
struct AskedPicture {
    std::string name, kind;
    double width = 0, height = 0;  ///< points
};
[[nodiscard]] std::vector<AskedPicture> asked_pictures(const Json& asked);

/// The SVG of one. @param draw  of (Canvas&, const Box&, const PageWords&)
template <class Draw>
std::string picture_text(const AskedPicture& picture, const PageWords& words, const Look& look, Draw draw) {
    const SvgWords svg{words.title, std::string(language_codes[static_cast<std::size_t>(look.language)]),
                       picture.name + '-', words.description()};
    return svg_picture(picture.width, picture.height, svg,
                       [&](Canvas& canvas) {
                           draw(canvas, Box{0, 0, picture.width, picture.height}, words);
                       })
        .text(XmlLayout::dense);
}

/// Those of "flights", flown as they end. @throws InputError
[[nodiscard]] std::vector<Flight> asked_flights(const Json& asked);
/// The SVG of a kind that shows flights: map, azimuthal, globe, profile, time.
[[nodiscard]] std::string flights_picture(const AskedPicture& asked, const std::vector<FigureFlight>& flights,
                                          const Look& look);
/// A member that is a list of texts.
[[nodiscard]] std::vector<std::string> texts_in(const Json& asked, const char* key);
[[nodiscard]] Overrides changes_in(const Json& asked);

}  // namespace apogee
