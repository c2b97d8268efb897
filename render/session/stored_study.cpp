#include "session/stored_study.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "base/input_error.h"
#include "batch/threads.h"
#include "scene/impact_ellipse.h"
#include "store/background.h"
#include "store/output_file.h"
#include "store/stored_results.h"
#include "store/study_folder.h"

namespace apogee {
namespace {

StoredStudy::Part part_of(const ResultReader& results, std::size_t part) {
    StoredStudy::Part made;
    std::vector<CaseResult> chunk;
    const std::uint64_t chunks = results.chunks(part);
    for (std::uint64_t i = 0; i < chunks && results.first_case(part, i) < most_impacts; ++i) {
        results.read(part, i, chunk);
        const std::uint64_t first = results.first_case(part, i);
        for (std::size_t k = 0; k < chunk.size() && first + k < most_impacts; ++k) {
            const LatLon place{chunk[k].impact_latitude_deg, chunk[k].impact_longitude_deg};
            if (std::isfinite(place.latitude_deg) && std::isfinite(place.longitude_deg))
                made.impacts.push_back({first + k, place});
        }
    }
    std::vector<LatLon> places;
    for (const CaseImpact& impact : made.impacts) places.push_back(impact.place);
    made.half = impact_ellipse(places, 0.5);
    made.most = impact_ellipse(places, 0.9);
    return made;
}

}  // namespace

bool holds_study(const std::string& folder) {
    try {
        return ChunkStore::in(folder);
    } catch (const FileError&) {
        return false;
    }
}

StoredStudy read_stored_study(const std::string& folder) {
    const ChunkStore store = ChunkStore::open(folder);
    StoredStudy made;
    made.folder = folder;
    made.study = load_stored_study(store);
    const Inspection inspection = inspect(made.study, {store});
    if (inspection.unsound > 0)
        throw StoreError(
            fmt::format("{}: {} of {} chunks cannot be used; apogee study with the same --out flies "
                        "them again",
                        printable(folder), inspection.unsound, inspection.chunks));
    const StoredResults results({store}, inspection.cases);
    made.summary = study_summary(made.study, results, processors());
    for (std::size_t part = 0; part < made.study.parts.size(); ++part)
        made.parts.push_back(part_of(results, part));
    return made;
}

void StudyReader::want(const std::string& folder) {
    work_ =
        in_background([folder] { return std::make_shared<const StoredStudy>(read_stored_study(folder)); });
}

bool StudyReader::ready() const {
    return work_.valid() && work_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

void StudyReader::finish() const {
    if (work_.valid()) work_.wait();
}

std::shared_ptr<const StoredStudy> StudyReader::take() {
    return ready() ? work_.get() : nullptr;
}

}  // namespace apogee
