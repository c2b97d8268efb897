// Debian's C++ library for WebAssembly cannot unwind: a throw ends the program. It ends with the message,
// which a page can show before it starts the core anew.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <typeinfo>

#include "base/input_error.h"

extern "C" {

void* __cxa_allocate_exception(std::size_t size) noexcept {
    return std::malloc(size);
}

void __cxa_free_exception(void* exception) noexcept {
    std::free(exception);
}

[[noreturn]] void __cxa_throw(void* exception, std::type_info* type, void (*)(void*)) {
    if (*type == typeid(apogee::InputError))
        std::fprintf(stderr, "apogee: %s\n", static_cast<apogee::InputError*>(exception)->what());
    else
        std::fprintf(stderr, "apogee: ended by an exception of type %s\n", type->name());
    std::exit(2);
}

}  // extern "C"
