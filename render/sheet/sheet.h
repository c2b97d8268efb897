#pragma once

#include <optional>
#include <string>
#include <vector>

#include "estimate/answer.h"
#include "figure/figure.h"
#include "range/range_claims.h"
#include "sheet/html.h"

namespace apogee {

/// What a sheet is made of.
struct SheetQuestion {
    std::string scenario;  ///< a file, or catalogue:NAME
    Overrides changes;
    std::vector<std::string> claims;
    std::uint64_t samples = EstimateOptions{}.samples, seed = EstimateOptions{}.seed;
    unsigned threads = 1;
};

/// One scenario, answered.
struct SheetFlight {
    std::string scenario;  ///< as the user named it
    FigureFlight figure;   ///< its flight as the scenario says, and how it is drawn
    /// What the reported figures imply. Empty where the scenario reports no apogee and range, begins in
    /// flight, or reports what cannot be.
    std::optional<EstimateAnswer> answer;
    /// Claims of a scenario that reports nothing to estimate from: what its vehicle reaches.
    std::vector<RangeClaim> vehicle_claims;
    std::string why_no_answer;  ///< a sentence where figures are reported and yet there is none

    [[nodiscard]] const Flight& flight() const { return figure.flight; }
};

/// Whether claims about a scenario's missile can be answered: it starts from a launch site.
[[nodiscard]] bool can_be_claimed_of(const Scenario& scenario);

/// Flies and estimates. @param style  which of the flight colours. @throws InputError
[[nodiscard]] SheetFlight answered(const SheetQuestion& question, int style);

/// The article of one flight: question, answer, pictures, reported beside computed, audit, claims,
/// assumptions, inputs with sources, where it comes from. @param command  that makes the page again
/// @param number   of the sheet in its page, from 1: ids of one are no ids of another
void add_sheet(XmlElement& body, const SheetFlight& sheet, std::size_t number, const std::string& command,
               const TypeSetter& type);

/// A whole page with these sheets. @param command, type  as above
[[nodiscard]] std::string sheet_page(const std::vector<SheetFlight>& sheets, const std::string& command,
                                     const TypeSetter& type);

/// Reported beside computed, one row a flight. @param files  of the sheets, to link to
void add_index(XmlElement& body, const std::vector<SheetFlight>& sheets,
               const std::vector<std::string>& files);

}  // namespace apogee
