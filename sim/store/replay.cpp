#include "store/replay.h"

#include <fmt/format.h>

#include "base/input_error.h"

namespace apogee {

std::vector<CaseScenario> case_scenarios(const Study& study, std::uint64_t number) {
    // A random study can go on beyond the cases that its file asks for; a sweep cannot.
    const std::uint64_t cases = study.sweep ? study.cases : most_study_cases;
    if (number >= cases)
        throw InputError(fmt::format("--case: {} has no case {}; expected 0 to {}", printable(study.file),
                                     number, cases - 1));
    std::vector<CaseScenario> scenarios;
    for (const StudyPart& part : study.parts) {
        CaseScenario scenario{
            fmt::format("{}-case-{}", part.name, number), part.scenario.file, {}, study.changes.catalogue};
        std::vector<double> values(part.paths.size());
        part.source->values(number, values);
        for (std::size_t i = 0; i < values.size(); ++i)
            scenario.overrides.emplace_back(part.paths[i], number_text(values[i]));
        scenarios.push_back(std::move(scenario));
    }
    return scenarios;
}

}  // namespace apogee
