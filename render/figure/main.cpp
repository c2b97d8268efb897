#include <cstdio>
#include <new>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "figure/figure_options.h"

namespace apogee {
namespace {

void draw(Canvas& canvas, const FigureOptions& options, const std::vector<FigureFlight>& flights,
          const PageWords& words, const Look& look) {
    using Kind = FigureOptions::Kind;
    const Box whole{0, 0, options.size.width, options.size.height};
    switch (options.kind) {
        case Kind::map:
            return draw_map(canvas, whole, flights, ProjectionKind::equirectangular, options.flights, words,
                            look);
        case Kind::azimuthal:
            return draw_map(canvas, whole, flights, ProjectionKind::azimuthal, options.flights, words, look);
        case Kind::globe:
            return draw_map(canvas, whole, flights, ProjectionKind::globe, options.flights, words, look);
        case Kind::profile:
            return draw_profile(canvas, whole, flights, options.flights, words, look);
        case Kind::time:
            return draw_over_time(canvas, whole, flights, options.flights, words, look);
    }
}

void make_figure(const FigureOptions& options) {
    check_writable(options.out, options.overwrite);
    const std::string language(language_codes[static_cast<std::size_t>(options.language)]);
    const TypeSetter type(language);
    const Look look{options.dark, options.unit, options.language, type};
    std::vector<FigureFlight> flights;
    for (const std::string& scenario : options.scenarios)
        flights.push_back(
            figure_flight(scenario, options.changes, static_cast<int>(flights.size()), options.debris));
    PageWords words = words_of(flights, look);
    if (options.title) words.title = printable(*options.title);
    const std::string bytes =
        figure_bytes(options.format, options.size, words.title, language, type,
                     [&](Canvas& canvas) { draw(canvas, options, flights, words, look); });
    OutputFile file(options.out, options.overwrite);
    file.write(bytes);
    file.commit();
}

int figure(int argc, char** argv) {
    const std::optional<FigureOptions> options = parse_figure_options(argc, argv);
    if (!options) return ExitStatus::done;
    make_figure(*options);
    release_fonts();
    return ExitStatus::done;
}

}  // namespace
}  // namespace apogee

int main(int argc, char** argv) {
    apogee::let_writes_fail();
    try {
        return apogee::figure(argc, argv);
    } catch (const apogee::InputError& error) {
        apogee::say(error.what());
        return apogee::ExitStatus::input;
    } catch (const apogee::FileError& error) {
        apogee::say(error.what());
        return apogee::ExitStatus::files;
    } catch (const std::bad_alloc&) {
        std::fputs(apogee::out_of_memory, stderr);
        return apogee::ExitStatus::files;
    }
}
