#include "secret/hiding.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/userinfo.h"
#include "secret/word.h"

namespace fairlead {
namespace {

/// A finding's place is shown word by word where it is no longer.
constexpr std::uint32_t longest_focus = 200, longest_region = 1000;

/// Windows ascending and apart.
std::vector<Span> merged(std::vector<Span> windows) {
  std::ranges::sort(windows, {}, &Span::begin);
  std::vector<Span> all;
  for (const Span& window : windows) {
    if (!all.empty() && window.begin <= all.back().end)
      all.back().end = std::max(all.back().end, window.end);
    else
      all.push_back(window);
  }
  return all;
}

}  // namespace

Hiding::Hiding(const SourceMap& sources, std::span<const ProjectFiles> projects,
               std::span<const MadeTexts> made)
    : sources_(sources), projects_(projects), made_(made) {
  for (std::size_t i = 0; i < projects.size(); ++i) {
    for (const File* file : projects[i]) {
      files_[file->source].first = file;
      files_[file->source].second.insert(i);
    }
  }
}

const PasswordVariables& Hiding::variables(std::size_t project) {
  const auto [place, added] = variables_.try_emplace(project);
  if (!added) return place->second;
  for (const File* file : projects_[project])
    place->second.merge(FileReader(*file, sources_).variables());
  return place->second;
}

const ProjectCredentials& Hiding::credentials(std::size_t project) {
  const auto [place, added] = credentials_.try_emplace(project);
  if (!added) return place->second;
  std::vector<MadeTexts> made;
  std::ranges::copy_if(made_, std::back_inserter(made),
                       [&](const MadeTexts& each) { return each.project == project; });
  return place->second = find_credentials(projects_[project], sources_, made);
}

Hiding::Places Hiding::windows_around(std::span<const Span> all) const {
  Places places;
  for (const Span& at : all) {
    Place& place = places[at.source];
    place.windows.push_back(Shown::window(sources_, at));
    if (at.size() <= longest_region) place.windows.push_back(at);
    if (at.size() <= longest_focus) place.focus.push_back(at);
    const Span last{at.source, at.empty() ? at.begin : at.end - 1, at.end};
    place.windows.push_back(Shown::window(sources_, last));
  }
  for (auto& [source, place] : places) {
    place.windows = merged(std::move(place.windows));
    place.focus = merged(std::move(place.focus));
  }
  return places;
}

bool Hiding::holds_credential(std::string_view word) {
  for (std::size_t i = 0; i < projects_.size(); ++i) {
    const Credentials& known = credentials(i).texts;
    if (!known.find(word).empty() || (known.contains(word) && !is_known_default(word))) return true;
  }
  return false;
}

std::vector<Shown::Part> Hiding::parts_of(const File* file, SourceId source, const Place& place) {
  FileReader reader(*file, sources_, place.windows);
  for (const Span& focus : place.focus) reader.add_focus(focus);
  std::vector<HiddenPart> hidden = reader.read();
  const std::set<std::size_t>& owners = files_[source].second;
  for (const FileReader::Setting& setting : reader.settings()) {
    const bool password = std::ranges::any_of(
        owners, [&](std::size_t project) { return variables(project).contains(setting.name); });
    if (password) hidden.push_back({setting.value.begin, setting.value.end, true});
  }
  for (const Span& window : place.windows) {
    const std::string_view text = sources_.text(window);
    if (!looks_everywhere_ && !may_hold_credential(text)) continue;
    for (const std::size_t project : owners) {
      const ProjectCredentials& known = credentials(project);
      std::vector<Span> parts = known.written.within(window);
      for (const Bytes& found : known.texts.find(text))
        parts.push_back(window.part(found.begin, found.end));
      for (const Span& part : parts) hidden.push_back({part.begin, part.end, true});
    }
  }
  std::vector<Shown::Part> parts;
  for (const HiddenPart& part : in_order(std::move(hidden), sources_.text(source))) {
    parts.push_back(
        {{source, part.begin, part.end}, part.credential ? credential_glyph : unread_glyph});
  }
  return parts;
}

Shown Hiding::shown(std::span<const Span> places) {
  Shown shown;
  for (const auto& [source, place] : windows_around(places)) {
    const auto file = files_.find(source);
    if (file == files_.end()) continue;
    const std::vector<Shown::Part> parts = parts_of(file->second.first, source, place);
    auto part = parts.begin();
    for (const Span& window : place.windows) {
      std::vector<Shown::Part> within;
      while (part != parts.end() && part->at.end <= window.begin) ++part;
      for (auto each = part; each != parts.end() && each->at.begin < window.end; ++each)
        within.push_back(*each);
      shown.add(window, within);
    }
  }
  return shown;
}

void Hiding::hide(std::string& words, SourceId source) {
  const bool telling = may_hold_credential(words);
  if (!telling && !may_log_in(words)) return;
  const auto file = files_.find(source);
  if (telling && file != files_.end()) {
    for (const std::size_t project : file->second.second)
      words = credentials(project).texts.hidden_in_words(words);
  }
  words = Credentials().hidden_in_words(words);
}

}  // namespace fairlead
