// What the page calls. One buffer takes what is handed over and what is answered:
//   room(n), then n bytes written there, then keep_file, keep_maps or ask; the answer of ask stands at
//   `room(0)`'s address and is as long as ask says.
// A throw ends the program (exceptions.cpp): the page starts another.
#include <cstdio>
#include <cstdlib>

#include "answers.h"
#include "base/input_error.h"
#include "embedded_data.h"
#include "files.h"
#include "report/json.h"

namespace apogee {
namespace {

std::string buffer;

}  // namespace

extern "C" {

__attribute__((export_name("room"))) char* apogee_page_room(std::size_t bytes) {
    if (bytes > 0) buffer.assign(bytes, '\0');
    return buffer.data();
}

/// The buffer is a name of that many bytes and the text.
__attribute__((export_name("keep_file"))) void apogee_page_keep_file(std::size_t name_bytes) {
    keep_text(buffer.substr(0, name_bytes), buffer.substr(name_bytes));
    forget_answers();
}

/// The buffer is world-50m.bin and world-10m.bin, each of that many bytes, and places.tsv.
__attribute__((export_name("keep_maps"))) void apogee_page_keep_maps(std::size_t first, std::size_t second) {
    embedded::keep_maps(buffer.substr(0, first), buffer.substr(first, second), buffer.substr(first + second));
    forget_answers();
}

/// The buffer is a request as asked.h has it. @return how many bytes of answer are in it now
__attribute__((export_name("ask"))) std::size_t apogee_page_ask() {
    const Json asked = Json::parse(buffer, nullptr, false);
    if (asked.is_discarded()) throw InputError("the request is no JSON");
    buffer = json_text(answer_to(asked), JsonLayout::compact);
    return buffer.size();
}

}  // extern "C"

}  // namespace apogee
