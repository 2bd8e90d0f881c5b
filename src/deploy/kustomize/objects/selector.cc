#include "deploy/kustomize/objects/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace fairlead::kustomize {

namespace {

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The parts between commas that stand in no parentheses.
std::vector<std::string_view> requirements_of(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0, depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (text[i] != ',' || depth > 0) continue;
    parts.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

bool is_label_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ||
           c == '/';
  });
}

}  // namespace

/// Reads one requirement.
class SelectorReader {
 public:
  using Requirement = LabelSelector::Requirement;

  static std::optional<Requirement> read(std::string_view text) {
    using Is = Requirement::Is;
    if (text.starts_with('!')) return checked({trimmed(text.substr(1)), Is::absent, {}});
    const std::size_t end = text.find_first_of("=!<> \t");
    if (end == text.npos) return checked({text, Is::there, {}});
    const std::string_view key = text.substr(0, end), rest = trimmed(text.substr(end));
    constexpr struct {
      std::string_view sign;
      Is is;
    } signs[] = {{"==", Is::one_of},
                 {"=", Is::one_of},
                 {"!=", Is::none_of},
                 {">", Is::above},
                 {"<", Is::below}};
    for (const auto& each : signs)
      if (rest.starts_with(each.sign))
        return checked({key, each.is, {trimmed(rest.substr(each.sign.size()))}});
    for (const auto& [word, is] : {std::pair{"notin", Is::none_of}, std::pair{"in", Is::one_of}}) {
      const std::string_view list = trimmed(rest.substr(std::min(rest.size(), strlen(word))));
      if (!rest.starts_with(word) || !list.starts_with('(') || !list.ends_with(')')) continue;
      Requirement made{key, is, {}};
      for (const std::string_view value : split(list.substr(1, list.size() - 2), ','))
        made.values.push_back(trimmed(value));
      return checked(std::move(made));
    }
    return std::nullopt;
  }

 private:
  static std::optional<Requirement> checked(Requirement made) {
    if (made.key.empty() || !is_label_text(made.key)) return std::nullopt;
    if (!std::ranges::all_of(made.values, is_label_text)) return std::nullopt;
    const bool counts = made.is == Requirement::Is::above || made.is == Requirement::Is::below;
    if (counts && !number(made.values.front())) return std::nullopt;
    return made;
  }
};

bool LabelSelector::Requirement::takes(Ref labels) const {
  const Ref label = labels[key];
  const bool there = static_cast<bool>(label);
  const auto is_named = [&] { return std::ranges::find(values, label.text()) != values.end(); };
  switch (is) {
    case Is::there:
      return there;
    case Is::absent:
      return !there;
    case Is::one_of:
      return there && is_named();
    case Is::none_of:
      return !there || !is_named();
    case Is::above:
    case Is::below: {
      const auto value = number(label.text());
      if (!there || !value) return false;
      return is == Is::above ? *value > *number(values.front()) : *value < *number(values.front());
    }
  }
  __builtin_unreachable();
}

Built<LabelSelector> LabelSelector::read(Ref text) {
  LabelSelector made;
  if (trimmed(text.text()).empty()) return made;
  for (const std::string_view part : requirements_of(text.text())) {
    auto requirement = SelectorReader::read(part);
    if (!requirement)
      return tl::unexpected(
          Refusal{fmt::format("`{}` is no selector of labels", text.text()), text.span()});
    made.all_.push_back(std::move(*requirement));
  }
  return made;
}

bool LabelSelector::takes(Ref labels) const {
  return std::ranges::all_of(all_, [&](const Requirement& each) { return each.takes(labels); });
}

Built<Selector> Selector::read(Ref at) {
  using Of = Pattern::Of;
  Selector made;
  for (const auto& [field, of] : {std::pair{"group", Of::group}, std::pair{"version", Of::version},
                                  std::pair{"kind", Of::kind}, std::pair{"name", Of::name},
                                  std::pair{"namespace", Of::namespace_name}}) {
    const Ref text = at[field];
    if (text.text().empty()) continue;
    std::string error;
    auto pattern = Regex::compiled(fmt::format("^(?:{})$", text.text()), error);
    if (!pattern) return tl::unexpected(Refusal{error, text.span()});
    made.patterns_.push_back({of, std::make_shared<const Regex>(std::move(*pattern))});
  }
  for (const auto& [field, of] :
       {std::pair{"labels", "labelSelector"}, std::pair{"annotations", "annotationSelector"}}) {
    const Ref text = at[of];
    if (text.text().empty()) continue;
    auto selector = LabelSelector::read(text);
    if (!selector) return tl::unexpected(selector.error());
    made.labels_.push_back({field, std::move(*selector)});
  }
  return made;
}

bool Selector::fits(Pattern::Of of, std::string_view text) const {
  return std::ranges::all_of(patterns_, [&](const Pattern& each) {
    return each.of != of || each.pattern->found_in(text);
  });
}

bool Selector::takes_kind(const ObjectId& id) const {
  return fits(Pattern::Of::group, id.group) && fits(Pattern::Of::version, id.version) &&
         fits(Pattern::Of::kind, id.kind);
}

bool Selector::takes_name(std::string_view name) const { return fits(Pattern::Of::name, name); }

bool Selector::takes_namespace(std::string_view name) const {
  return fits(Pattern::Of::namespace_name, name);
}

bool Selector::takes_metadata(const Object& object) const {
  const Ref metadata = Ref(object.root)["metadata"];
  return std::ranges::all_of(
      labels_, [&](const Labels& each) { return each.selector.takes(metadata[each.field]); });
}

bool Selector::takes(const Object& object) const {
  const ObjectId id = object.id(), first = object.first_id();
  return (takes_namespace(first.effective_namespace()) ||
          takes_namespace(id.effective_namespace())) &&
         (takes_name(first.name) || takes_name(id.name)) && takes_kind(id) &&
         takes_metadata(object);
}

}  // namespace fairlead::kustomize
