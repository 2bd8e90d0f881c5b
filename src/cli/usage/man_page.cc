#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "base/text.h"
#include "cli/usage/usage.h"

namespace fairlead {
namespace {

/// The code point at `text[at]`, which moves behind it. `text` is well-formed UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  char32_t point = lead & (0x3fu >> more);
  for (int i = 0; i < more; ++i)
    point = (point << 6) | (static_cast<unsigned char>(text[at++]) & 0x3f);
  return point;
}

/// A line of text: nothing in it is a request or an escape, and `words` in back-quotes are bold.
std::string line_of(std::string_view text) {
  std::string out;
  bool bold = false;
  if (!text.empty() && (text[0] == '.' || text[0] == '\'')) out += "\\&";
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == U'`' && (bold || text.find('`', i) != text.npos)) {
      out += bold ? "\\fR" : "\\fB";
      bold = !bold;
    } else if (c == U'\\') {
      out += "\\e";
    } else if (c == U'-') {
      out += "\\-";
    } else if (c == U'\'') {
      out += "\\(aq";
    } else if (c == U'`') {
      out += "\\(ga";
    } else if (c == U'^') {
      out += "\\(ha";
    } else if (c == U'~') {
      out += "\\(ti";
    } else if (c == U'"') {
      out += "\\(dq";
    } else if (c >= 0x80) {
      fmt::format_to(std::back_inserter(out), "\\[u{:04X}]", static_cast<std::uint32_t>(c));
    } else {
      out += static_cast<char>(c);
    }
  }
  return out;
}

constexpr std::size_t width = 78;

/// Filled text in lines of the width that man pages are written in. A break only ever falls at a
/// space, and no line may begin with a dot or a quote.
std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  for (const std::string_view word : split(text, ' ')) {
    const bool request = !word.empty() && (word[0] == '.' || word[0] == '\'');
    if (column > 0 && column + word.size() >= width && !request) {
      out += '\n';
      column = 0;
    } else if (column > 0) {
      out += ' ';
    }
    out += word;
    column += word.size() + 1;
  }
  return out + "\n";
}

/// Paragraphs, and indented lines as they stand. `first` begins the first paragraph.
void add_text(std::string_view text, std::string_view first, std::string& out) {
  std::string_view begin = first;
  bool indented = false;
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) {
      begin = ".PP\n";
      continue;
    }
    const bool indent = line.starts_with("  ");
    if (indented && !indent) out += ".fi\n.RE\n";
    if (!indented && indent) {
      out += begin.empty() ? ".PP\n.RS 4\n.nf\n" : std::string(begin) + ".RS 4\n.nf\n";
      begin = "";
    }
    indented = indent;
    out += begin;
    begin = "";
    out += indent ? line_of(line.substr(2)) + "\n" : wrapped(line_of(line));
  }
  if (indented) out += ".fi\n.RE\n";
}

std::string bold(std::string_view text) { return "\\fB" + line_of(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + line_of(text) + "\\fR"; }

void add_option(const UsageOption& option, std::string& out) {
  out += ".TP\n";
  if (option.names.empty()) out += italic(option.value);
  for (const std::string& name : option.names) {
    if (&name != &option.names.front()) out += ", ";
    out += bold(name);
  }
  if (!option.names.empty() && !option.value.empty()) out += " " + italic(option.value);
  out += "\n" + wrapped(line_of(option.description) + ".");
  // Lists that a command of its own prints are too long for here.
  if (!option.choices.empty() && option.choices.size() <= 15) {
    std::string names;
    for (const std::string& choice : option.choices)
      names += (names.empty() ? "" : ", ") + bold(choice);
    if (option.kind == ValueKind::report) names += ", and a file";
    if (!option.fallback.empty()) names += "; " + bold(option.fallback) + " by default";
    out += wrapped("One of " + names + ".");
  } else if (!option.fallback.empty()) {
    out += bold(option.fallback) + " by default.\n";
  }
}

void add_synopsis(const UsageCommand& command, const std::string& path, std::string& out) {
  out += bold(path) + " [" + italic("OPTIONS") + "]";
  for (const UsageOption& positional : command.positionals) {
    const std::string name = italic(positional.value) + (positional.repeated ? " \\&..." : "");
    out += positional.required ? " " + name : " [" + name + "]";
  }
  out += "\n";
}

void add_commands(const UsageCommand& program, const UsageCommand& command, const std::string& path,
                  std::string& out) {
  for (const UsageCommand& below : command.commands) {
    const std::string name = path + " " + below.name;
    if (!below.commands.empty()) {
      add_commands(program, below, name, out);
      continue;
    }
    out += ".SS " + line_of(name) + "\n";
    add_synopsis(below, name, out);
    const bool sentences = below.description.ends_with('.');
    add_text(below.description + (sentences ? "" : "."), ".PP\n", out);
    for (const UsageOption& positional : below.positionals) add_option(positional, out);
    for (const UsageOption& option : below.options) {
      if (option.names.back() != "--help") add_option(option, out);
    }
    // Where a command has none, CLI11 gives it that of the program.
    if (below.footer != program.footer) add_text(below.footer, ".PP\n", out);
  }
}

constexpr std::string_view ending = R"roff(.SH FILES
.TP
\fIfairlead.yaml\fR
What no manifest says of a project: what its programs read and do, what exists
elsewhere, which rules count.
It speaks for the directory it stands in and all below.
.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
Where it is set and not empty, nothing is coloured unless
\fB\-\-color always\fR asks for it.
.TP
\fBCLICOLOR_FORCE\fR, \fBFORCE_COLOR\fR
Where one is set and not \fB0\fR, output is coloured also where it goes to
no terminal.
.SH SEE ALSO
.BR kubectl (1),
.BR helm (1),
.BR redis\-server (1)
)roff";

}  // namespace

std::string man_page(const UsageCommand& program, std::string_view version, std::string_view date) {
  std::string out = fmt::format(
      ".\\\" Made by `fairlead man`.\n.TH FAIRLEAD 1 {} \"fairlead {}\" \"User Commands\"\n"
      ".SH NAME\nfairlead \\- check how workers, queues and Redis are wired together in "
      "Kubernetes\n"
      ".SH SYNOPSIS\n\\fBfairlead\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n"
      ".SH DESCRIPTION\n",
      date, version);
  add_text(program.description, "", out);
  out += ".SH OPTIONS\n";
  for (const UsageOption& option : program.options) add_option(option, out);
  out += ".SH COMMANDS\n";
  add_commands(program, program, "fairlead", out);
  out += ".SH EXIT STATUS AND EXAMPLES\n";
  add_text(program.footer, "", out);
  out += ending;
  return out;
}

}  // namespace fairlead
