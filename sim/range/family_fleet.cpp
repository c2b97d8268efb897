#include "range/family_fleet.h"

#include <algorithm>

namespace apogee {

FamilyFleet::FamilyFleet(const BatchEngine& engine, const CaseSource& rows, std::uint64_t count,
                         const FreeNumber& number, const FarthestOptions& options)
    : engine_(engine), rows_(rows), number_(number), options_(options), headings_(count) {
    if (count > 0) earth_ = plan_of(0).earth;
}

void FamilyFleet::values(std::uint64_t number, std::span<double> values) const {
    const Question& question = questions_[number];
    rows_.values(question.row, values.first(values.size() - 1));
    values.back() = question.at;
}

const std::vector<Member>& FamilyFleet::fly(std::vector<Question> questions) {
    questions_ = std::move(questions);
    results_.resize(questions_.size());
    BatchOptions batch;
    batch.threads = options_.threads;
    batch.within_a_metre = options_.within_a_metre;
    batch.stop = options_.stop;
    if (options_.progress) batch.progress = [this](std::uint64_t done) { report(done); };
    const BatchCounts counts = engine_.fly(*this, 0, results_, batch);
    flown_ += counts.complete;
    members_.clear();
    if (counts.complete < questions_.size()) return members_;
    for (std::size_t i = 0; i < questions_.size(); ++i)
        members_.push_back(member(questions_[i], results_[i]));
    return members_;
}

Member FamilyFleet::member(const Question& question, const CaseResult& flight) {
    Member m{question.at, flight, {}, standing(question.row, flight)};
    if (m.burnt_out()) m.angle = burnout_angle(earth_, flight);
    return m;
}

Standing FamilyFleet::standing(std::size_t row, const CaseResult& flight) {
    if (flight.flown_by == FlownBy::nobody) return Standing::impossible;
    if (flight.outcome == Outcome::lift_off_failed) return Standing::on_the_pad;
    if (!std::isfinite(flight.burnout_height_km)) return Standing::fell;
    constexpr double at_the_bound = 1 + 1e-6;  // searches end this near to it
    if (flight.max_dynamic_pressure_kPa > at_the_bound * options_.most_dynamic_pressure_kPa)
        return Standing::too_fast_in_air;
    if (flight.outcome == Outcome::in_orbit || flight.outcome == Outcome::escaped ||
        flight.outcome == Outcome::time_limit)
        return Standing::beyond;
    if (flight.outcome != Outcome::landed) return Standing::fell;
    const double quarter_km = earth_.equatorial_radius_m * pi / 2000;
    const bool far = flight.range_km > 0.95 * quarter_km;
    return far && past_the_far_side(heading(row), flight) ? Standing::beyond : Standing::within;
}

/// Whether an impact is nearer along the way back. Flights that come down behind their site because the
/// Earth turned under them are on this side of the Earth.
bool FamilyFleet::past_the_far_side(const Heading& heading, const CaseResult& flight) {
    const double latitude = radians(flight.impact_latitude_deg),
                 longitude = radians(flight.impact_longitude_deg);
    const Vec3<double> impact(std::cos(latitude) * std::cos(longitude),
                              std::cos(latitude) * std::sin(longitude), std::sin(latitude));
    return impact.dot(heading.site) < 0 && impact.dot(heading.along) < 0;
}

const FamilyFleet::Heading& FamilyFleet::heading(std::size_t row) {
    if (!headings_[row]) {
        const LaunchFrame frame = plan_of(row).frame;
        headings_[row] = Heading{frame.up_I, frame.along_I};
    }
    return *headings_[row];
}

FlightPlan FamilyFleet::plan_of(std::size_t row) const {
    std::vector<double> values(engine_.paths().size());
    rows_.values(row, std::span(values).first(values.size() - 1));
    values.back() = number_.scan.front();
    return engine_.plan(values);
}

void FamilyFleet::report(std::uint64_t done) const {
    options_.progress(std::min(1.0, static_cast<double>(flown_ + done) / static_cast<double>(expected_)));
}

}  // namespace apogee
