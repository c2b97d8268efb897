#pragma once

#include <functional>

namespace apogee {

/// What a program that writes files does, from its start to its exit status: what goes wrong is one line on
/// standard error.
int as_program(const std::function<void()>& work);

}  // namespace apogee
