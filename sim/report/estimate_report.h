#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "estimate/answer.h"
#include "estimate/typical_flights.h"
#include "report/figure_table.h"

namespace apogee {

struct MapContent;

/// For reading on a terminal 100 columns wide.
[[nodiscard]] std::string estimate_report(const EstimateAnswer& answer);

/// The same as one object, keys with units; a range beyond half the Earth is null, with a flag beside it. See
/// docs/estimate.md.
[[nodiscard]] nlohmann::ordered_json estimate_json(const EstimateAnswer& answer);

/// {median, low90, high90}; null for what is not finite.
[[nodiscard]] nlohmann::ordered_json quantiles_json(const WeightedQuantiles& quantiles);

/// One row a figure: median and 90 % interval. Without an answer it has no rows.
[[nodiscard]] FigureTable estimate_answers_table(const EstimateAnswer& answer);
/// One row a sample: weights, what was drawn, what was solved for, how far it goes.
[[nodiscard]] FigureTable estimate_samples_table(const EstimateAnswer& answer);
/// What the whole of a file says: title, where it comes from.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> estimate_facts(const EstimateAnswer& answer);
/// What maps and globes show: the launch site; the typical sample's flight as reported and on its standard
/// trajectory; how far standard trajectories go all round, and circles at the quantiles of the range on a
/// still Earth. Of a report whose site and direction are known.
/// @param flights  must outlive the content; null: there is no answer
[[nodiscard]] MapContent estimate_content(const EstimateAnswer& answer, const TypicalFlights* flights);

// Sentences that text, JSON and the window share; each holds for both signs of what it tells, and for none.

/// What the audit found, in a sentence or three.
[[nodiscard]] std::string audit_text(const ReportedFlight& report, const Audit& audit);
/// The first of several sentences: what the others explain.
[[nodiscard]] std::string first_sentence(const std::string& words);
/// Whether the reported time goes with the vehicle, and what would reconcile them; empty without a time, and
/// where it goes with an unknown vehicle, of which it says nothing new.
[[nodiscard]] std::string time_agreement_text(const EstimateAnswer& answer);
/// What is wrong with the reported time: that it contradicts the other figures, that these flights do not
/// have it. Empty where nothing is.
[[nodiscard]] std::string time_doubt_text(const EstimateAnswer& answer);
/// What the time did to the width of the interval; empty where it did not weigh.
[[nodiscard]] std::string narrowing_text(const Estimate& estimate);
/// Why the standard range differs from the two-body figure.
[[nodiscard]] std::string two_body_text(double standard_km, double two_body_km);
/// Where the typical flight steers to land in the reported direction, degrees.
[[nodiscard]] std::string steering_text(double steering_deg, double azimuth_deg);
/// The number that moves the answer most, and how. @param distance  by how much, with its unit.
[[nodiscard]] std::string swing_text(const Swing& swing, const std::string& distance);
/// Why there is no answer; empty where there is one.
[[nodiscard]] std::string impossible_text(const EstimateAnswer& answer);
/// What the answer stands on.
[[nodiscard]] std::vector<std::string> estimate_assumptions(const EstimateAnswer& answer);
/// "17 %", "less than 1 %": part of a whole; nothing and all of it are what they are called.
[[nodiscard]] std::string percent_text(double part);
/// The same for a table's cell: "> 99 %".
[[nodiscard]] std::string percent_cell(double part);
/// "payload mass" for "payload.mass_kg".
[[nodiscard]] std::string unknown_name(const std::string& path);

}  // namespace apogee
