#include "command_line/man_page.h"

#include <algorithm>
#include <cctype>

namespace apogee {
namespace {

/// Text as roff reads it. A line that begins with a point or an apostrophe would be an order.
std::string escaped(const std::string& text) {
    std::string roff;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins_line = i == 0 || text[i - 1] == '\n';
        if (begins_line && (text[i] == '.' || text[i] == '\'')) roff += "\\&";
        switch (text[i]) {
            case '\\':
                roff += "\\e";
                break;
            case '-':
                roff += "\\-";
                break;
            case '\'':
                roff += "\\(aq";
                break;
            case '^':
                roff += "\\(ha";
                break;
            case '~':
                roff += "\\(ti";
                break;
            case '`':
                roff += "\\(ga";
                break;
            default:
                roff += text[i];
        }
    }
    return roff;
}

std::string bold(const std::string& text) {
    return "\\fB" + escaped(text) + "\\fR";
}

/// "apogee run" is the page apogee-run.
std::string page_name(const CommandDescription& command) {
    std::string name = command.name;
    std::ranges::replace(name, ' ', '-');
    return name;
}

std::string heading(const CommandDescription& command, const std::string& program) {
    std::string title = page_name(command), about = command.about;
    std::ranges::transform(title, title.begin(), [](unsigned char c) { return std::toupper(c); });
    std::ranges::replace(about, '\n', ' ');
    return ".TH " + escaped(title) + " 1 \"\" \"" + program + "\"\n.SH NAME\n" + escaped(page_name(command)) +
           " \\- " + escaped(about) + "\n.SH SYNOPSIS\n" + escaped(command.usage) + '\n';
}

std::string argument_entry(const ArgumentDescription& argument) {
    std::string names;
    for (const std::string& name : argument.names) names += (names.empty() ? "" : ", ") + bold(name);
    if (!argument.shape.empty()) names += (argument.shape == "..." ? "" : " ") + escaped(argument.shape);
    return ".TP\n" + names + '\n' + escaped(argument.about) + '\n';
}

std::string argument_section(const std::string& title, const CommandDescription& command, bool positional) {
    std::string entries;
    for (const ArgumentDescription& argument : command.arguments)
        if (argument.positional == positional) entries += argument_entry(argument);
    return entries.empty() ? "" : ".SH " + title + '\n' + entries;
}

std::string verb_section(const CommandDescription& command) {
    std::string entries;
    for (const CommandDescription& verb : command.verbs)
        entries += ".TP\n\\fB" + escaped(page_name(verb)) + "\\fR(1)\n" + escaped(verb.about) + '\n';
    return entries.empty() ? "" : ".SH VERBS\n" + entries;
}

/// What `--help` ends with is paragraphs; that of the examples keeps its lines.
std::string notes_sections(std::string notes) {
    const std::string examples_label = "Examples:\n", status_label = "Exit status: ";
    std::string prose, status, examples;
    while (!notes.empty()) {
        const std::size_t end = notes.find("\n\n");
        const std::string paragraph = notes.substr(0, end);
        notes = end == std::string::npos ? "" : notes.substr(end + 2);
        if (paragraph.starts_with(examples_label))
            examples = ".SH EXAMPLES\n.nf\n" + escaped(paragraph.substr(examples_label.size())) + "\n.fi\n";
        else if (paragraph.starts_with(status_label))
            status = ".SH EXIT STATUS\n" + escaped(paragraph.substr(status_label.size())) + '\n';
        else
            prose += (prose.empty() ? ".SH NOTES\n" : ".PP\n") + escaped(paragraph) + '\n';
    }
    return prose + examples + status;
}

}  // namespace

std::string man_page(const CommandDescription& command, const std::string& program) {
    const std::string parent = command.name.substr(0, command.name.find(' '));
    const std::string see = parent == command.name ? "" : ".SH SEE ALSO\n" + bold(parent) + "(1)\n";
    return heading(command, program) + verb_section(command) + argument_section("ARGUMENTS", command, true) +
           argument_section("OPTIONS", command, false) + notes_sections(command.notes) + see;
}

}  // namespace apogee
