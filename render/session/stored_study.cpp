#include "session/stored_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

#include "base/input_error.h"
#include "batch/result_fields.h"
#include "batch/threads.h"
#include "report/flight.h"
#include "scenario/keys.h"
#include "scene/impact_ellipse.h"
#include "scene/key_text.h"
#include "store/background.h"
#include "store/output_file.h"
#include "store/stored_results.h"
#include "store/study_folder.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

std::vector<CaseColumn> empty_columns(const StudyPart& part) {
    std::vector<CaseColumn> columns;
    for (const std::string& path : part.paths)
        columns.push_back({path, label_of(path), std::string(unit_of(path.substr(path.rfind('.') + 1))), {}});
    for (const ResultField& field : result_fields()) {
        std::string label = figure_label(field.name);
        if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
            label[0] = static_cast<char>(label[0] - 'a' + 'A');
        columns.push_back({field.name, std::move(label), field.unit, {}});
    }
    return columns;
}

void add_case(StoredStudy::Part& made, const StudyPart& part, std::uint64_t number,
              const CaseResult& result) {
    const LatLon place{result.impact_latitude_deg, result.impact_longitude_deg};
    if (std::isfinite(place.latitude_deg) && std::isfinite(place.longitude_deg))
        made.impacts.push_back({number, place});
    std::vector<double> values(part.paths.size());
    part.source->values(number, values);
    for (const ResultField& field : result_fields()) values.push_back(result.*field.member);
    for (std::size_t i = 0; i < values.size(); ++i) made.columns[i].values.push_back(values[i]);
}

StoredStudy::Part part_of(const Study& study, const ResultReader& results, std::size_t part) {
    StoredStudy::Part made;
    made.columns = empty_columns(study.parts[part]);
    std::vector<CaseResult> chunk;
    const std::uint64_t chunks = results.chunks(part);
    for (std::uint64_t i = 0; i < chunks && results.first_case(part, i) < most_impacts; ++i) {
        results.read(part, i, chunk);
        const std::uint64_t first = results.first_case(part, i);
        for (std::size_t k = 0; k < chunk.size() && first + k < most_impacts; ++k)
            add_case(made, study.parts[part], first + k, chunk[k]);
    }
    std::vector<LatLon> places;
    for (const CaseImpact& impact : made.impacts) places.push_back(impact.place);
    made.half = impact_ellipse(places, 0.5);
    made.most = impact_ellipse(places, 0.9);
    return made;
}

StoredStudy shown_study(Study study, const ResultReader& results, const std::string& folder) {
    StoredStudy made;
    made.folder = folder;
    made.study = std::move(study);
    made.summary = study_summary(made.study, results, processors());
    for (std::size_t part = 0; part < made.study.parts.size(); ++part)
        made.parts.push_back(part_of(made.study, results, part));
    return made;
}

/// The file that a folder's results were flown from, where nobody names it: beside the folder, or in the
/// working folder; empty where neither has one of its name.
std::string study_beside(const ChunkStore& store) {
    const std::string name = stored_study_name(store);
    const fs::path folder = fs::absolute(store.folder()).lexically_normal();
    const fs::path above = (folder.has_filename() ? folder : folder.parent_path()).parent_path();
    for (const fs::path& file : {above / name, fs::path(name)}) {
        std::error_code error;
        // Another study of the same name would have its results elsewhere.
        if (usual_results_folder(name) == folder.filename() && fs::is_regular_file(file, error))
            return file.string();
    }
    return "";
}

/// A fact of a study's identity in words: "scenario 2" is the whole of one, "scenario 2 KEY" what varies.
std::string fact_words(const Study& study, const std::string& fact) {
    for (std::size_t i = 0; i < study.parts.size(); ++i) {
        const std::string which = fmt::format("scenario {}", i + 1);
        if (fact == which) return printable(study.parts[i].name) + " or its vehicle";
        if (fact.starts_with(which + ' '))
            return "how " + printable(fact.substr(which.size() + 1)) + " varies";
    }
    return printable(fact);
}

/// What of a study's file, or of what it names, was edited since its results were flown.
std::string edited_words(const ChunkStore& store, const std::string& study_file) {
    if (study_file.empty()) return "";
    const std::string file = printable(fs::path(study_file).filename().string());
    try {
        const Study now = load_study_again(store, study_file);
        std::vector<std::string> changed;
        for (const std::string& fact : changed_facts(store, now)) {
            const std::string words = fact_words(now, fact);
            if (std::ranges::find(changed, words) == changed.end()) changed.push_back(words);
        }
        if (changed.empty()) return "";
        return fmt::format(
            "Edited since these results were flown: {}. They are those of the old numbers; `apogee study {} "
            "--force` flies the new ones.",
            fmt::join(changed, ", "), printable(study_file));
    } catch (const InputError& mistake) {
        return fmt::format("{} can no longer be read; these results were flown before that: {}", file,
                           mistake.what());
    }
}

/// Results in memory, each part one chunk.
class FlownCases : public ResultReader {
  public:
    explicit FlownCases(const Study& study) {
        BatchOptions how;
        how.threads = processors();
        for (const StudyPart& part : study.parts) {
            parts_.emplace_back(study.cases);
            BatchEngine(part.scenario, part.paths).fly(*part.source, 0, parts_.back(), how);
        }
    }
    [[nodiscard]] std::uint64_t cases(std::size_t part) const override { return parts_[part].size(); }
    [[nodiscard]] std::uint64_t chunks(std::size_t) const override { return 1; }
    [[nodiscard]] std::uint64_t first_case(std::size_t, std::uint64_t) const override { return 0; }
    void read(std::size_t part, std::uint64_t, std::vector<CaseResult>& results) const override {
        results = parts_[part];
    }

  private:
    std::vector<std::vector<CaseResult>> parts_;
};

}  // namespace

bool holds_study(const std::string& folder) {
    try {
        return ChunkStore::in(folder);
    } catch (const FileError&) {
        return false;
    }
}

StoredStudy read_stored_study(const std::string& folder, const std::string& study_file) {
    const ChunkStore store = ChunkStore::open(folder);
    Study study = load_stored_study(store);
    const Inspection inspection = inspect(study, {store});
    if (inspection.unsound > 0)
        throw StoreError(
            fmt::format("{}: {} of {} chunks cannot be used; apogee study with the same --out flies "
                        "them again",
                        printable(folder), inspection.unsound, inspection.chunks));
    StoredStudy made = shown_study(std::move(study), StoredResults({store}, inspection.cases), folder);
    made.edited = edited_words(store, study_file.empty() ? study_beside(store) : study_file);
    return made;
}

bool is_small(const Study& study) {
    constexpr std::uint64_t most_flights = 10'000;
    // A rule that ends a study belongs to the command, which flies chunk by chunk.
    return !study.median_range_interval_km && study.cases <= most_flights / study.parts.size();
}

StoredStudy fly_small_study(Study study) {
    const FlownCases results(study);
    return shown_study(std::move(study), results, "");
}

std::string results_folder_of(const std::string& study_file) {
    const std::string usual = usual_results_folder(study_file);
    const std::string beside = (fs::path(study_file).parent_path() / usual).string();
    for (const std::string& folder : {usual, beside}) {
        std::error_code error;
        if (fs::is_directory(folder, error) && holds_study(folder)) return folder;
    }
    return "";
}

std::size_t column_of(const StoredStudy::Part& part, const std::string& key) {
    const auto found = std::ranges::find(part.columns, key, &CaseColumn::key);
    return found == part.columns.end() ? 0 : static_cast<std::size_t>(found - part.columns.begin());
}

void StudyReader::want(std::function<StoredStudy()> make) {
    work_ = in_background([make = std::move(make)] { return std::make_shared<const StoredStudy>(make()); });
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
