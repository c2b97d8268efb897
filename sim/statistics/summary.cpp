#include "statistics/summary.h"

#include <algorithm>

namespace apogee {

namespace {

/// Whether there is anything to tell apart: enough cases, or a grid of more than one dimension.
bool shows_sensitivity(const Study& study, const StudyPart& part, const PartStatistics& statistics) {
    if (!study.sweep) return statistics.cases >= least_sensitivity_cases;
    return std::ranges::count_if(part.axes, [](const SweepAxis& axis) { return axis.values.size() > 1; }) > 1;
}

}  // namespace

StudySummary study_summary(const Study& study, const ResultReader& results, unsigned threads) {
    StudySummary summary;
    for (std::size_t i = 0; i < study.parts.size(); ++i) {
        PartSummary part;
        part.statistics = part_statistics(study, i, results, threads);
        if (shows_sensitivity(study, study.parts[i], part.statistics))
            part.sensitivities = sensitivities(study, i, results, part.statistics, threads);
        if (study.sweep) {
            std::vector<CaseResult> chunk;
            for (std::uint64_t c = 0; c < results.chunks(i) && part.first_results.size() < most_summary_rows;
                 ++c) {
                results.read(i, c, chunk);
                const auto rows =
                    std::min<std::uint64_t>(chunk.size(), most_summary_rows - part.first_results.size());
                part.first_results.insert(part.first_results.end(), chunk.begin(),
                                          chunk.begin() + static_cast<std::ptrdiff_t>(rows));
            }
        }
        summary.push_back(std::move(part));
    }
    return summary;
}

}  // namespace apogee
