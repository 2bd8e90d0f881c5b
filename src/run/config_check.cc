#include "run/config_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "lint/rule.h"

namespace fairlead {
namespace {

class Check {
 public:
  explicit Check(const SourceMap& sources) : sources_(sources) {
    for (const RuleInfo& rule : catalog()) {
      ids_.push_back(rule.id);
      families_.push_back(family_of(rule.id));
    }
  }

  void severities(const std::map<std::string, Written>& severities) {
    for (const auto& [id, severity] : severities) {
      if (id.ends_with("/*"))
        family(id, severity.at);
      else
        rule(id, severity.at);
    }
  }

  void options(std::string_view id, const RuleOptions& options) {
    const RuleInfo* known = rule(id, options.at);
    if (!known) return;
    std::vector<std::string_view> names;
    for (const RuleOption& option : known->options) names.push_back(option.name);
    for (const auto& [name, value] : options.values) {
      const auto option = std::ranges::find(known->options, name, &RuleOption::name);
      if (option == known->options.end()) {
        fail(value.at, fmt::format("`{}` has no option `{}`{}", id, name, meant(name, names)));
      } else {
        check(*option, value);
      }
    }
  }

  Result<bool> result() && {
    if (!error_.empty()) return usage_error(std::move(error_));
    return true;
  }

 private:
  void family(std::string_view name, Span at) {
    if (std::ranges::find(families_, name) != families_.end()) return;
    const std::vector<std::string_view> known(families_.begin(), families_.end());
    fail(at, fmt::format("no rule is of the family `{}`{}", name, meant(name, known)));
  }

  const RuleInfo* rule(std::string_view id, Span at) {
    const RuleInfo* known = find_rule(id);
    if (!known) {
      const std::string near = meant(id, ids_);
      fail(at, fmt::format("no rule `{}`{}", id,
                           near.empty() ? std::string("; `fairlead rules` lists all") : near));
    }
    return known;
  }

  void check(const RuleOption& option, const OptionValue& value) {
    if (option.is_list) {
      if (!value.is_list) fail(value.at, fmt::format("`{}` must be a list", option.name));
    } else if (!value.number || *value.number < option.minimum || *value.number > option.maximum) {
      fail(value.at, fmt::format("`{}` must be a whole number from {} to {}", option.name,
                                 option.minimum, option.maximum));
    }
  }

  static std::string meant(std::string_view name, std::span<const std::string_view> known) {
    const std::string_view near = nearest(name, known);
    return near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near);
  }

  void fail(Span at, std::string_view message) {
    if (!error_.empty()) return;
    const Position place = sources_.position(at.source, at.begin);
    error_ =
        fmt::format("{}:{}:{}: {}", sources_.name(at.source), place.line, place.column, message);
  }

  const SourceMap& sources_;
  std::vector<std::string_view> ids_;
  std::vector<std::string> families_;
  std::string error_;
};

}  // namespace

Result<bool> check_rules(const Config& config, const SourceMap& sources) {
  Check check(sources);
  check.severities(config.severities);
  for (const auto& [id, options] : config.options) check.options(id, options);
  for (const Override& changed : config.overrides) check.severities(changed.severities);
  return std::move(check).result();
}

}  // namespace fairlead
