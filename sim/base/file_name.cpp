#include "base/file_name.h"

namespace apogee {

std::string folder_of(std::string_view file) {
    const std::size_t slash = file.rfind('/');
    if (slash == file.npos) return {};
    const std::size_t end = file.find_last_not_of('/', slash);
    return std::string(file.substr(0, end == file.npos ? 1 : end + 1));  // of "/a" it is the root
}

std::string last_part(std::string_view file) {
    return std::string(file.substr(file.rfind('/') + 1));
}

std::string stem_of(std::string_view file) {
    const std::string name = last_part(file);
    const std::size_t dot = name.rfind('.');
    return name == ".." || dot == 0 ? name : name.substr(0, dot);
}

std::string in_folder(std::string_view folder, std::string_view name) {
    if (name.starts_with('/')) folder = {};
    std::string file(folder);
    if (!file.empty() && !file.ends_with('/')) file += '/';
    return file.append(name);
}

}  // namespace apogee
