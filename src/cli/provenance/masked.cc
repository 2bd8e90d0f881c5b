#include "cli/provenance/masked.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/text_reader.h"

namespace fairlead {
namespace {

Credentials all_credentials(const Deployed& deployed) {
  std::set<const File*> files;
  for (const ProjectFiles& project : deployed.projects)
    files.insert(project.begin(), project.end());
  const std::vector<const File*> all(files.begin(), files.end());
  return credentials_of(all, deployed.written);
}

/// What is a credential by how it is written: a URL's password, a directive's.
std::string without_written_ones(std::string_view text) {
  const bool is_text = text.find_first_of(" \t\n") != text.npos;
  TextReader reader(text);
  reader.read({0, text.size()}, text.find('\n') != text.npos ? TextKind::conf
                                : is_text                    ? TextKind::words
                                                             : TextKind::value);
  std::erase_if(reader.hidden, [](const HiddenPart& part) { return !part.credential; });
  std::ranges::sort(reader.hidden, {}, &HiddenPart::begin);
  std::string made;
  std::size_t at = 0;
  for (const HiddenPart& part : reader.hidden) {
    if (part.begin < at) continue;
    made.append(text.substr(at, part.begin - at)).append(credential_glyph);
    at = part.end;
  }
  return made.append(text.substr(at));
}

}  // namespace

Masked::Masked(const Deployed& deployed)
    : written_(deployed.written),
      credentials_(all_credentials(deployed)),
      hiding_(deployed.written, deployed.projects) {
  for (const auto& [path, file] : deployed.files.all()) hiding_.add(*file);
}

std::string Masked::text(std::string_view text, std::string_view name, bool protects) const {
  const bool is_credential = protects || (names_credential(name) && !is_placeholder(text, name));
  if (is_credential) return text.empty() ? "" : std::string(credential_glyph);
  if (credentials_.contains(text) && !is_known_default(text)) return std::string(credential_glyph);
  return credentials_.hidden_in(without_written_ones(text));
}

/// A literal of an expression may be a credential where the line is about one.
std::string Masked::template_line(std::string_view line) const {
  const std::string_view key = trimmed(line.substr(0, std::min(line.find(':'), line.size())));
  if (!names_credential(key.starts_with("- ") ? key.substr(2) : key)) return text(line, "", false);
  std::string made;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = line[at] == '"' ? line.find('"', at + 1) : line.npos;
    if (end == line.npos) {
      made += line[at++];
      continue;
    }
    made += fmt::format("\"{}\"", credential_glyph);
    at = end + 1;
  }
  return made;
}

std::string Masked::line(Span at) {
  const Span line = written_.line(at.source, written_.position(at.source, at.begin).line);
  const std::string& name = written_.name(at.source);
  if (name.find("/templates/") != std::string::npos || name.starts_with("templates/"))
    return template_line(trimmed(written_.text(line)));
  const Span places[] = {line};
  const Shown shown = hiding_.shown(places);
  return std::string(trimmed(shown.text(written_, line)));
}

bool Masked::hides(Span at) {
  const Span places[] = {at};
  const std::vector<Shown::Part> parts = hiding_.shown(places).hidden(at);
  return std::ranges::any_of(
      parts, [](const Shown::Part& part) { return part.glyph == credential_glyph; });
}

}  // namespace fairlead
