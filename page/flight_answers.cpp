// The small module: flights and their pictures, which the page shows first. It keeps no answers.
#include "answers.h"
#include "base/input_error.h"

namespace apogee {

Json answer_to(const Json& asked) {
    const std::string what = text_in(asked, "ask");
    if (what == "flights") return answer_flights(asked);
    if (what == "site map") return answer_site_map(asked);
    throw InputError("ask: " + in_quotes(what) + " is not answered here");
}

void forget_answers() {}

}  // namespace apogee
