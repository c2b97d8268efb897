#pragma once

#include <vector>

#include "report/claim_points.h"
#include "report/figure_table.h"
#include "report/map_content.h"

/// Claims in files: a row, or a place on a map, for each point that they are answered for.
namespace apogee {

/// Claims without an answer have no rows.
[[nodiscard]] FigureTable claims_table(const std::vector<Claim>& claims);
[[nodiscard]] FigureTable claims_table(const std::vector<RangeClaim>& claims);

/// Adds the points of countries and places, and the circles of bare distances round the site.
/// @param provenance  which file answers what
void add_claims(MapContent& content, const std::vector<Claim>& claims, const Geodetic& site,
                const std::string& provenance);
void add_claims(MapContent& content, const std::vector<RangeClaim>& claims, const Geodetic& site,
                const std::string& provenance);

}  // namespace apogee
