#include "gl/leak_check.h"

#ifdef __SANITIZE_ADDRESS__
#include <dlfcn.h>
#include <link.h>

#include <string>
#include <vector>
#endif

namespace apogee {

void keep_libraries_for_leak_check() {
#ifdef __SANITIZE_ADDRESS__
    std::vector<std::string> names;
    const auto note = [](dl_phdr_info* library, std::size_t, void* found) {
        static_cast<std::vector<std::string>*>(found)->emplace_back(library->dlpi_name);
        return 0;
    };
    dl_iterate_phdr(note, &names);
    for (const std::string& name : names)
        if (!name.empty()) dlopen(name.c_str(), RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
#endif
}

}  // namespace apogee
