#include "cli/provenance/masked.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/text_reader.h"

namespace fairlead {
namespace {

ProjectCredentials all_credentials(const Deployed& deployed) {
  std::set<const File*> files;
  for (const ProjectFiles& project : deployed.projects)
    files.insert(project.begin(), project.end());
  const std::vector<const File*> all(files.begin(), files.end());
  return find_credentials(all, deployed.written, made_texts(deployed.units));
}

/// Puts a glyph in the place of a text, in each of its lines.
void hide(std::string_view text, std::string_view glyph, std::string& made) {
  made.append(glyph);
  for (const char c : text)
    if (c == '\n') made.append("\n").append(glyph);
}

/// Without what is a credential by how it is written: a URL's password, a directive's; and where
/// nothing `unknown` is shown, without what no reader understands.
std::string without_written_ones(std::string_view text, bool shows_unknown) {
  const bool is_text = text.find_first_of(" \t\n") != text.npos;
  TextReader reader(text);
  reader.read({0, text.size()}, text.find('\n') != text.npos ? TextKind::conf
                                : is_text                    ? TextKind::words
                                                             : TextKind::value);
  if (shows_unknown)
    std::erase_if(reader.hidden, [](const HiddenPart& part) { return !part.credential; });
  std::ranges::sort(reader.hidden, {}, &HiddenPart::begin);
  std::string made;
  std::size_t at = 0;
  for (const HiddenPart& part : reader.hidden) {
    if (part.begin < at) continue;
    made.append(text.substr(at, part.begin - at));
    hide(text.substr(part.begin, part.end - part.begin),
         part.credential ? credential_glyph : unread_glyph, made);
    at = part.end;
  }
  return made.append(text.substr(at));
}

}  // namespace

Masked::Masked(const Deployed& deployed)
    : written_(deployed.written),
      found_(all_credentials(deployed)),
      made_(made_texts(deployed.units)),
      hiding_(deployed.written, deployed.projects, made_) {
  hiding_.look_everywhere();
  for (const auto& [path, file] : deployed.files.all()) hiding_.add(*file);
}

std::string Masked::text(std::string_view text, std::string_view name, bool protects) const {
  const bool is_credential = protects || (names_credential(name) && !is_placeholder(text, name));
  if (is_credential) return text.empty() ? "" : std::string(credential_glyph);
  if (found_.texts.contains(text) && !is_known_default(text)) return std::string(credential_glyph);
  return found_.texts.hidden_in(without_written_ones(text, true));
}

std::string Masked::without_credentials(const Node& scalar, Span bytes,
                                        const SourceMap& sources) const {
  std::string made(scalar.text());
  std::size_t from = 0;
  const bool is_written = sources.is_written(bytes.source);
  for (const Span& part : found_.within(is_written ? written_ : sources, bytes)) {
    const std::string_view hidden = sources.text(part);
    const std::size_t at = made.find(hidden, from);
    if (at == made.npos) return std::string(credential_glyph);  // escapes, folded lines
    std::string glyphs;
    hide(hidden, credential_glyph, glyphs);
    made.replace(at, hidden.size(), glyphs);
    from = at + glyphs.size();
  }
  return made;
}

std::string Masked::text(const Node& scalar, Span bytes, const SourceMap& sources,
                         std::string_view name, bool protects) const {
  const bool is_named = protects || names_credential(name);
  // A number is hardly ever the one that is a credential elsewhere.
  if (!scalar.is_string() && !is_named) return std::string(scalar.text());
  if (is_named) return text(scalar.text(), name, protects);
  const std::string made = without_credentials(scalar, bytes, sources);
  return made == scalar.text() ? text(made, name, false) : found_.texts.hidden_in(made);
}

std::string Masked::understood(const Node& scalar, Span bytes, const SourceMap& sources,
                               std::string_view name, bool protects) const {
  const std::string shown = text(scalar, bytes, sources, name, protects);
  if (!scalar.is_string() || shown == credential_glyph) return shown;
  return found_.texts.hidden_in(
      without_written_ones(without_credentials(scalar, bytes, sources), false));
}

std::string Masked::line(Span at) {
  const Span line = written_.line(at.source, written_.position(at.source, at.begin).line);
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
