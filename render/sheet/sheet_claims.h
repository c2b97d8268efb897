#pragma once

#include <span>

#include "estimate/answer.h"
#include "range/range_claims.h"
#include "sheet/html.h"

namespace apogee {

/// What of countries and places lies within range: their ends, parts and largest towns on both Earths, and
/// the sentences of the report. Nothing where nothing was claimed.
void add_claims(XmlElement& article, const EstimateAnswer& answer);
/// The same of a vehicle whose flight was not reported.
void add_claims(XmlElement& article, std::span<const RangeClaim> claims);

}  // namespace apogee
