// What functions do with what templates hold.
#include <algorithm>

#include "base/text.h"
#include "deploy/helm/reads/template_reader.h"
#include "deploy/helm/reads/uses.h"

namespace fairlead::helm {
namespace {

using gotemplate::Term;

bool is_text(const Term* term) { return term && term->kind == Term::Kind::string; }

/// Whether a name has these pieces, one after the other.
bool fits(std::string_view name, std::span<const std::optional<std::string>> pieces) {
  bool anchored = true;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i]) {
      anchored = false;
      continue;
    }
    const bool is_last = i + 1 == pieces.size();
    if (is_last && !anchored) return name.ends_with(*pieces[i]);
    const std::size_t at = name.find(*pieces[i]);
    if (at == name.npos || (anchored && at != 0)) return false;
    name.remove_prefix(at + pieces[i]->size());
    anchored = true;
  }
  return !anchored || name.empty();
}

}  // namespace

/// The map or list that a function makes at one place. In deep recursion all are one.
Held& TemplateReader::made(Context& in, const Term& site) {
  constexpr int apart = 3;
  Held*& held = made_[{site.id, in.depth < apart ? &in : nullptr}];
  if (!held) held = &table_.made();
  return *held;
}

HeldSet TemplateReader::made_list(Context& in, const Term& site, const HeldSet& items,
                                  const HeldSet& more) {
  const HeldSet list{&made(in, site)};
  table_.put_anywhere(list, items);
  table_.merge(list, more);
  return list;
}

HeldSet TemplateReader::lookup(const HeldSet& held, const Argument& key) {
  table_.read_whole(key.held);
  return is_text(key.term) ? table_.field(held, key.term->text) : table_.element(held);
}

HeldSet TemplateReader::dict(Context& in, const Term& site, const Arguments& given) {
  const HeldSet map{&made(in, site)};
  for (std::size_t i = 0; i + 1 < given.size(); i += 2) {
    if (is_text(given[i].term))
      table_.put(map, given[i].term->text, given[i + 1].held);
    else
      table_.put_anywhere(map, given[i + 1].held);
  }
  return map;
}

HeldSet TemplateReader::dig(const Arguments& given) {
  if (given.size() < 3) return {};
  HeldSet held = given.back().held;
  for (const Argument& key : std::span(given).first(given.size() - 2)) held = lookup(held, key);
  helm::add(given[given.size() - 2].held, held);
  return held;
}

HeldSet TemplateReader::function(Context& in, const Term& name, const Arguments& given) {
  const auto held = [&](std::size_t i) { return i < given.size() ? given[i].held : HeldSet(); };
  const auto all = [&](std::size_t from) {
    HeldSet united;
    for (std::size_t i = from; i < given.size(); ++i) helm::add(given[i].held, united);
    return united;
  };
  switch (use_of(name.written)) {
    case Use::whole:
      table_.read_whole(all(0));
      return {};
    case Use::looks:
      return {};
    case Use::negates:
      table_.decide(all(0));
      return {};
    case Use::names:
      table_.element(all(0));
      return {};
    case Use::same:
      return all(0);
    case Use::merged:
      table_.merge(held(0), all(1));
      return all(0);
    case Use::item:
      return table_.element(all(0));
    case Use::items:
      return made_list(in, name, table_.element(all(0)), {});
    case Use::pushed:
      return made_list(in, name, all(1), held(0));
    case Use::list:
      return made_list(in, name, all(0), {});
    case Use::dict:
      return dict(in, name, given);
    case Use::set:
      if (given.size() == 3 && is_text(given[1].term))
        table_.put(held(0), given[1].term->text, held(2));
      else
        table_.put_anywhere(held(0), all(1));
      return held(0);
    case Use::get:
    case Use::has_key:
      return given.size() == 2 ? lookup(held(0), given[1]) : HeldSet();
    case Use::index: {
      HeldSet found = held(0);
      for (std::size_t i = 1; i < given.size(); ++i) found = lookup(found, given[i]);
      return found;
    }
    case Use::dig:
      return dig(given);
    case Use::pluck:
      return given.empty() ? HeldSet() : made_list(in, name, lookup(all(1), given[0]), {});
    case Use::include:
      include(in, given);
      return {};
    case Use::tpl:
      tpl(given);
      return {};
  }
  __builtin_unreachable();
}

/// What is known of a template's name: `print $.Template.BasePath "/config.yaml"`,
/// `printf "app.%s" .kind`.
std::optional<TemplateReader::Pieces> TemplateReader::pieces(const Term& name) {
  if (name.kind == Term::Kind::string) return Pieces{std::string(name.text)};
  if (name.kind != Term::Kind::pipe || name.pipe->commands.size() != 1) return std::nullopt;
  const auto terms = name.pipe->commands.front().terms;
  if (terms.front().kind == Term::Kind::string) return pieces(terms.front());
  if (terms.front().kind != Term::Kind::identifier || terms.size() < 2) return std::nullopt;
  Pieces made;
  if (terms.front().written == "print") {
    for (const Term& each : terms.subspan(1))
      made.push_back(is_text(&each) ? std::optional(std::string(each.text)) : std::nullopt);
    return made;
  }
  if (terms.front().written != "printf" || !is_text(&terms[1])) return std::nullopt;
  std::string_view format = terms[1].text;
  for (std::size_t at; (at = format.find('%')) != format.npos && at + 1 < format.size();) {
    made.emplace_back(std::string(format.substr(0, at)));
    made.emplace_back(std::nullopt);
    format.remove_prefix(at + 2);
  }
  made.emplace_back(std::string(format));
  return made;
}

void TemplateReader::include(Context& in, const Arguments& given) {
  if (given.size() != 2) return;
  const HeldSet& dot = given[1].held;
  const auto known = given[0].term ? pieces(*given[0].term) : std::nullopt;
  table_.read_whole(given[0].held);
  bool found = false;
  if (known && known->size() == 1 && known->front()) {
    const auto [first, last] = all_.equal_range(*known->front());
    for (auto each = first; each != last; ++each) read(*each->second, dot, in.depth + 1);
    found = first != last;
  } else if (known) {
    for (const auto& [name, each] : all_) {
      if (!fits(name, *known)) continue;
      read(*each, dot, in.depth + 1);
      found = true;
    }
  }
  if (!found) table_.read_whole(dot);
}

/// Its text is one that is written somewhere: in values, in a template, in a file of the chart.
void TemplateReader::tpl(const Arguments& given) {
  if (given.size() != 2) return;
  table_.read_whole(given[0].held);
  if (helm::add(given[1].held, text_dots_)) table_.note_growth();
  reads_texts_ = true;
  if (given[0].held.empty() && !is_text(given[0].term)) reads_files_ = true;
}

void TemplateReader::read_texts() {
  if (!reads_texts_) return;
  for (const auto& [text, from] : std::map(texts_)) {
    auto found = parsed_texts_.find(text);
    if (found == parsed_texts_.end())
      found = parsed_texts_.emplace(text, parsed("tpl", text)).first;
    // Of a piece of a text, or of one with holes, it is not known what it asks for; one of values
    // or files that is no template goes to no `tpl`.
    const bool is_piece = found->second.empty() && trimmed(text) != "{{";
    if (from == From::template_ && (is_piece || contains(text, "%"))) table_.read_whole(text_dots_);
    for (const Template* each : found->second) read(*each, text_dots_, 0);
  }
}

}  // namespace fairlead::helm
