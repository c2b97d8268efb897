#pragma once

#include <span>

#include "estimate/claims.h"
#include "range/range_claims.h"
#include "sheet/html.h"

namespace apogee {

/// What of countries and places lies within range: their ends, parts and largest towns on both Earths, and
/// the sentences of the report. Nothing where no claim has an answer.
void add_claims(XmlElement& article, std::span<const Claim> claims);
/// The same of a vehicle whose flight was not reported.
void add_claims(XmlElement& article, std::span<const RangeClaim> claims);

}  // namespace apogee
