#include "deploy/compose/model/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <unordered_set>

#include "base/text.h"
#include "deploy/compose/model/model.h"
#include "deploy/compose/value/path.h"
#include "tree/scalar_number.h"

namespace fairlead::compose {
namespace {

/// What a scalar is to JSON schema.
unsigned kind_of(const Value& value) {
  switch (value.kind) {
    case Kind::null:
      return allows::null;
    case Kind::boolean:
      return allows::boolean;
    case Kind::integer:
      return allows::integer | allows::number;
    case Kind::floating: {
      const auto number = scalar_number(value.text());
      const bool is_whole = number && std::trunc(number->floating) == number->floating;
      return allows::number | (is_whole ? allows::integer : 0);
    }
    case Kind::string:
      return allows::text;
    case Kind::sequence:
      return allows::list;
    case Kind::mapping:
    case Kind::alias:
      return allows::object;
  }
  __builtin_unreachable();
}

std::string wanted(unsigned kinds) {
  constexpr std::pair<unsigned, std::string_view> names[] = {
      {allows::list, "array"},     {allows::boolean, "boolean"}, {allows::integer, "integer"},
      {allows::object, "mapping"}, {allows::null, "null"},       {allows::number, "number"},
      {allows::text, "string"}};
  std::string all;
  for (const auto& [kind, name] : names)
    if ((kinds & kind) != 0) all += fmt::format("{}{}", all.empty() ? "" : " or ", name);
  return all;
}

/// `[0-9]+[wdhms]`, once or more.
bool is_span_of_time(std::string_view text) {
  bool digits = false, done = false;
  for (const char c : text) {
    const bool is_unit = std::string_view("wdhms").find(c) != std::string_view::npos;
    if (std::isdigit(static_cast<unsigned char>(c))) {
      digits = true;
      done = false;
    } else if (is_unit && digits) {
      digits = false;
      done = true;
    } else {
      return false;
    }
  }
  return done;
}

bool is_one_of(std::string_view words, std::string_view text) {
  for (const std::string_view word : split(words, '|')) {
    if (word == text) return true;
    const bool is_open = word.ends_with('*');
    const std::string_view begin = word.substr(0, word.size() - (is_open ? 1 : 0));
    if (is_open && text.starts_with(begin) && is_span_of_time(text.substr(begin.size())))
      return true;
  }
  return false;
}

bool is_entity(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) || c == '.' || c == '_' || c == '-');
  });
}

bool is_limit(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

class Checker {
 public:
  Refused value(const Value& value, const Rule& rule) {
    if ((rule.allows & kind_of(value)) == 0)
      return refuse(value, fmt::format("must be a {}", wanted(rule.allows)));
    if (value.is_string() && !rule.words.empty() && !is_one_of(rule.words, value.text()))
      return refuse(value, fmt::format("value must be one of {}", rule.words));
    if (value.is_sequence()) return list(value, rule);
    if (value.is_mapping()) return rule.record ? record(value, *rule.record) : names(value, rule);
    return number(value, rule);
  }

  Refused record(const Value& value, const Record& record) {
    for (const std::string_view name : split(record.required, '|'))
      if (!name.empty() && !value.find(name))
        return refuse(value, fmt::format("missing property '{}'", name));
    for (const auto& [name, field] : value.fields) {
      if (const Member* known = field_of(record, name)) {
        const Step step(path_, name);
        if (auto refused = this->value(field.value, *known->rule)) return refused;
        if (auto refused = beyond_types(field.value)) return refused;
      } else if (record.is_closed && !(record.takes_x && name.starts_with("x-"))) {
        return refuse(key_of(field), fmt::format("additional properties '{}' not allowed", name));
      }
    }
    return std::nullopt;
  }

 private:
  Refused refuse(const Value& value, const std::string& what) const {
    return Refusal{Stage::load, fmt::format("{} {}", path_.text(), what), value.span()};
  }

  /// What the schema says by other words than types.
  Refused beyond_types(const Value& value) const {
    if (path_.matches("jobs.*.triggers") && !value.find("manual") && !value.find("schedule"))
      return refuse(value, "anyOf failed");
    if (!path_.matches("services.*.container_name")) return std::nullopt;
    // Two characters side by side that may stand in a name, somewhere.
    const std::string_view name = value.text();
    for (std::size_t i = 0; i + 1 < name.size(); ++i)
      if (std::isalnum(static_cast<unsigned char>(name[i])) && is_entity(name.substr(i + 1, 1)))
        return std::nullopt;
    return refuse(value, "does not match pattern");
  }

  Refused number(const Value& value, const Rule& rule) const {
    if (!value.is_integer() && value.kind != Kind::floating) return std::nullopt;
    const auto number = scalar_number(value.text());
    if (number && number->floating < rule.least)
      return refuse(value, fmt::format("must be greater than or equal to {}", rule.least));
    if (number && number->floating > rule.most)
      return refuse(value, fmt::format("must be less than or equal to {}", rule.most));
    return std::nullopt;
  }

  Refused list(const Value& value, const Rule& rule) {
    std::unordered_set<std::string> seen;
    for (const Value& item : value.items) {
      const Step step(path_, list_part);
      if (rule.items)
        if (auto refused = this->value(item, *rule.items)) return refused;
      if (rule.is_set && !seen.insert(identity(item)).second)
        return refuse(item, "items are equal");
    }
    return std::nullopt;
  }

  Refused names(const Value& value, const Rule& rule) {
    for (const auto& [name, field] : value.fields) {
      const Step step(path_, name);
      const bool fits = rule.names == Names::any          ? !name.empty()
                        : rule.names == Names::limit_open ? is_limit(name)
                                                          : is_entity(name);
      const bool is_open = rule.names == Names::limit_open || rule.names == Names::entity_open;
      if (!fits && !is_open && rule.values)
        return refuse(key_of(field), fmt::format("additional properties '{}' not allowed", name));
      if (fits && rule.values)
        if (auto refused = this->value(field.value, *rule.values)) return refused;
    }
    return std::nullopt;
  }

  Path path_;
};

}  // namespace

Refused check_schema(const Value& project) { return Checker().record(project, project_record); }

}  // namespace fairlead::compose
