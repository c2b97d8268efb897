// The whole module: estimates, sheets, files, and what the small one answers, too.
#include "answers.h"
#include "base/input_error.h"

namespace apogee {

Json answer_to(const Json& asked) {
    const std::string what = text_in(asked, "ask");
    if (what == "flights") return answer_flights(asked);
    if (what == "files") return answer_files(asked);
    if (what == "report") return answer_report(asked);
    if (what == "catalogue") return answer_catalogue();
    if (what == "form") return answer_form(asked);
    if (what == "sheet") return answer_sheet(asked);
    if (what == "site map") return answer_site_map(asked);
    throw InputError("ask: " + in_quotes(what) + " is not answered here");
}

void forget_answers() {
    forget_reports();
}

}  // namespace apogee
