#pragma once

#include <string>

#include "batch/result_fields.h"
#include "session/stored_study.h"
#include "ui/ui.h"

namespace apogee {

/// The unit in which the window shows a number of cases.
struct CaseUnit {
    double factor = 1;  ///< by which what is stored is multiplied
    std::string name;   ///< empty: it has none
};
[[nodiscard]] CaseUnit case_unit(const Ui& ui, const std::string& stored);
/// "Range, km".
[[nodiscard]] std::string with_unit(const std::string& label, const CaseUnit& unit);

/// Bars of the shares of all cases that have the figure; the middle 90 % shaded, quantiles as lines.
void draw_case_bars(Ui& ui, const Area& area, const FieldStatistics& f, const CaseUnit& unit);

/// Two numbers of each case, a dot a case. What is below the pointer becomes the session's pointed case; a
/// click is a wish to open it.
void draw_case_scatter(Ui& ui, const Area& area, const StoredStudy::Part& part);

}  // namespace apogee
