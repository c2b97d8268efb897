// The numbers of the current flight, chosen and moved by keys.
#include <algorithm>

#include "app/app.h"
#include "ui/widgets.h"

namespace apogee {

const Parameter* App::number_in_hand() const {
    const LoadedFlight* const flight = session_.current();
    const bool hidden = session_.presenting || ui_.folds.left == false;  // nobody moves what is not seen
    if (!flight || ui_.entry.chosen.empty() || hidden) return nullptr;
    for (const Parameter* const number : slider_numbers(*flight))
        if (number->path == ui_.entry.chosen) return number;
    return nullptr;  // another flight may lack it
}

void App::take_in_hand(const std::string& path) {
    ui_.entry.chosen = path;
    ui_.entry.chosen_moved = false;
    ui_.entry.show_chosen = !path.empty();
}

void App::choose_number(int downward) {
    const LoadedFlight* const flight = session_.current();
    if (!flight) return;
    const std::vector<const Parameter*> numbers = slider_numbers(*flight);
    if (numbers.empty()) return;
    const auto here = std::ranges::find(numbers, number_in_hand());
    const long last = static_cast<long>(numbers.size()) - 1,
               next = here == numbers.end() ? 0 : here - numbers.begin() + downward;
    take_in_hand(numbers[static_cast<std::size_t>(std::clamp(next, 0L, last))]->path);
}

void App::numbers_by_keys() {
    if (number_in_hand()) return take_in_hand("");
    ui_.folds.left = true;
    choose_number(0);
}

void App::change_number(int steps) {
    const Parameter* const number = number_in_hand();
    if (number) nudge_number(ui_, *session_.current(), *number, steps);
}

void App::type_chosen_number() {
    const Parameter* const number = number_in_hand();
    if (number) type_number(ui_, *session_.current(), *number);
}

}  // namespace apogee
