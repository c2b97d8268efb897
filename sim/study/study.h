#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "batch/case_source.h"
#include "batch/sampler.h"
#include "scenario/scenario.h"

namespace apogee {

/// A number that a sweep steps through.
struct SweepAxis {
    std::string path;            ///< as in the scenario's parameter table
    std::vector<double> values;  ///< in the order of the file; unit of the key
};

/// Where a Monte Carlo study takes its uniform numbers from.
enum class Sampling { random, sobol };
[[nodiscard]] const char* name(Sampling sampling);

/// One scenario of a study, with the numbers that differ from case to case.
struct StudyPart {
    std::string name;  ///< the scenario file's stem, unlike that of any other part: names output files
    Scenario scenario;
    std::vector<Varied> numbers;            ///< of a Monte Carlo study; empty in a sweep
    std::vector<Correlation> correlations;  ///< of indices into `numbers`
    std::vector<SweepAxis> axes;            ///< of a sweep, the last one fastest; empty otherwise
    std::vector<std::string> paths;         ///< of `numbers` or of `axes`: what `source` gives values for
    std::shared_ptr<const CaseSource> source;
};

/// The seed of a study that states none.
inline constexpr std::uint64_t default_seed = 1;

/// What the command line says instead of the file.
struct StudyChanges {
    std::optional<std::uint64_t> seed, cases;
    std::string catalogue = catalogue_folder();  ///< where it looks up "catalogue:NAME"
};

/// Many flights of one or more scenarios: a Monte Carlo study or a sweep. Cases 0 .. cases - 1 are flown of
/// every part; where parts share a number, a case has the same random number for it in all of them.
struct Study {
    std::string title;
    std::string file;  ///< as the user named it
    std::string text;  ///< of the file
    StudyChanges changes;
    std::vector<StudyPart> parts;
    bool sweep = false;
    Sampling sampling = Sampling::random;
    std::uint64_t seed = 0;
    std::uint64_t cases = 0;  ///< of each part; with a stopping rule the most; of a sweep all combinations
    /// Stop as soon as the 90 % interval of the median range of every part is narrower than this.
    std::optional<double> median_range_interval_km;
    /// Named facts on which stored bytes depend. The number of cases is not among them: a study can go on.
    std::vector<std::pair<std::string, std::string>> identity;
};

/// Most cases that a study may ask for, of each scenario.
inline constexpr std::uint64_t most_study_cases = 1'000'000'000'000;
/// Greatest seed: every whole number up to it is the same number in any file format.
inline constexpr std::uint64_t greatest_seed = (std::uint64_t{1} << 53) - 1;

/// "normal, mean 288, sd 4": all that a distribution is made of.
[[nodiscard]] std::string distribution_text(const Varied& number);

/// Reads a study and its scenarios; `file` "-" is standard input.
/// @throws InputError for anything wrong with the text, its values, or the scenarios it names.
[[nodiscard]] Study load_study(const std::string& file, const StudyChanges& changes = {});
/// The same from text; relative paths are looked up beside `file`.
[[nodiscard]] Study parse_study(const std::string& text, const std::string& file,
                                const StudyChanges& changes = {});
/// Whether a text names scenarios at its top level, as studies do. @throws InputError where it is no TOML.
[[nodiscard]] bool is_study_text(const std::string& text, const std::string& file);

}  // namespace apogee
