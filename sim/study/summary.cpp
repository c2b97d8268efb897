#include "study/summary.h"

#include <algorithm>

namespace apogee {

StudySummary summarise(const Study& study, const ResultReader& results) {
    StudySummary summary;
    for (std::size_t i = 0; i < study.parts.size(); ++i) {
        PartSummary part;
        part.statistics = part_statistics(study, i, results);
        if (!study.sweep && part.statistics.cases >= least_sensitivity_cases)
            part.sensitivities = sensitivities(study, i, results, part.statistics);
        if (study.sweep) {
            std::vector<CaseResult> chunk;
            for (std::uint64_t c = 0; c < results.chunks(i) && part.first_results.size() < most_summary_rows;
                 ++c) {
                results.read(i, c, chunk);
                const auto rows = std::min(chunk.size(), most_summary_rows - part.first_results.size());
                part.first_results.insert(part.first_results.end(), chunk.begin(),
                                          chunk.begin() + static_cast<std::ptrdiff_t>(rows));
            }
        }
        summary.push_back(std::move(part));
    }
    return summary;
}

}  // namespace apogee
