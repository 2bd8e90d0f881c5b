#include "redis/config/directive_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/config/directive_values.h"

namespace fairlead::redis {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view bad_directive = "Bad directive or wrong number of arguments";
constexpr std::string_view left_to_modules =
    "Module Configuration detected without loadmodule directive or no ApplyConfig call: aborting";

/// What only a file can hold, with how many words must follow.
struct FileOnly {
  std::string_view name;
  std::size_t least, most;
};
constexpr std::size_t any = 1'000'000;
constexpr FileOnly file_only[] = {
    {"include", 1, 1},    {"loadmodule", 1, any}, {"rename-command", 2, 2},
    {"sentinel", 0, any}, {"user", 1, any},
};

LineError refused_as_unknown(Words words, Version version, LineErrorKind kind) {
  // From 8.0 on what is not known may belong to a module, unless it has no value.
  const bool later = is_redis_8(version) && words.size() > 1;
  return {kind, 0, std::string(later ? left_to_modules : bad_directive), {}};
}

std::string hint_for_unknown(std::string_view name, bool queued) {
  if (name.ends_with(':') || name.find('=') != std::string_view::npos) {
    return "write the name and the value with a space between";
  }
  if (name.starts_with('-')) {
    return "an option is two dashes and the whole name of a directive: `--port 6380`";
  }
  if (const Directive* elsewhere = find_directive(name)) {
    return "known to " + names_of(elsewhere->versions);
  }
  if (const std::string_view near = nearest_directive(name); !near.empty()) {
    return fmt::format("perhaps `{}` was meant", near);
  }
  return queued ? "no directive of this version, and no module is loaded that could know it" : "";
}

std::optional<LineError> unknown(Words words, Version version, ServerMode mode, bool hints) {
  const bool module_setting =
      words[0].find('.') != std::string_view::npos && version != Version::redis_6_2;
  if (module_setting && words.size() < 2) {
    return LineError{LineErrorKind::argument_count, 0, "Module config specified without value", {}};
  }
  const bool queued = module_setting || (is_redis_8(version) && words.size() > 1);
  // A Sentinel never looks at what it left for modules.
  if (queued && mode == ServerMode::sentinel) return std::nullopt;
  LineError error = refused_as_unknown(words, version, LineErrorKind::unknown_directive);
  if (queued) error.message = left_to_modules;
  if (hints) error.hint = hint_for_unknown(words[0], queued);
  return error;
}

std::string hint_for_boolean(std::string_view text) {
  constexpr std::string_view true_words[] = {"true", "on", "1", "enabled", "enable", "y"};
  constexpr std::string_view false_words[] = {"false", "off", "0", "disabled", "disable", "n"};
  const std::string word = lower(text);
  if (std::ranges::find(true_words, word) != std::end(true_words)) return "write `yes`";
  if (std::ranges::find(false_words, word) != std::end(false_words)) return "write `no`";
  return {};
}

/// `256Mi` → `256mb`: what Kubernetes writes, in Redis' units.
std::string hint_for_memory(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) {
    return "write digits and a unit, e.g. `256mb`; kb, mb and gb are powers of 1024";
  }
  const std::string unit = lower(text.substr(digits));
  for (const std::string_view prefix : {"k", "m", "g"}) {
    if (unit == std::string(prefix) + "i" || unit == std::string(prefix) + "ib") {
      return fmt::format("write `{}{}b`", text.substr(0, digits), prefix);
    }
  }
  return "write digits and one of b, k, kb, m, mb, g, gb without a space, sign or fraction; kb, mb "
         "and gb are powers of 1024";
}

std::string hint_for(const DirectiveValue& value, std::string_view text) {
  switch (value.type) {
    case ValueType::boolean:
      return hint_for_boolean(text);
    case ValueType::memory:
    case ValueType::memory_or_percent:
      return hint_for_memory(text);
    case ValueType::enumeration: {
      const std::string_view near = nearest(lower(text), split(value.words, ' '));
      return near.empty() ? std::string() : fmt::format("perhaps `{}` was meant", near);
    }
    case ValueType::integer:
    case ValueType::octal:
    case ValueType::text:
    case ValueType::special:
    case ValueType::ignored:
      return {};
  }
  __builtin_unreachable();
}

/// What is told where a comment stands behind a value.
std::string hint_for_count(Words words, std::size_t word) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i].starts_with('#')) return "a comment must stand on a line of its own";
  }
  return word < words.size() && words.size() > 2 ? "put a value with spaces between quotes"
                                                 : std::string();
}

LineError told(Words words, const Directive& directive, const DirectiveValue& value,
               const ValueError& error, Version version) {
  LineError line;
  line.word = std::min(error.argument + 1, words.size() - 1);
  line.kind = error.wrong_count ? LineErrorKind::argument_count : LineErrorKind::bad_value;
  line.message = error.message;
  if (error.as_if_unknown) {
    line.message = refused_as_unknown(words, version, line.kind).message;
  }
  if (error.wrong_count) line.hint = hint_for_count(words, line.word);
  // What stands in a credential's place is no text to quote.
  else if (!directive.secret && line.word > 0)
    line.hint = hint_for(value, words[line.word]);
  return line;
}

std::optional<ValueError> check_arguments(const Directive& directive, const DirectiveValue& value,
                                          Words arguments, Version version) {
  if (value.type == ValueType::special) return check_special(directive.name, arguments, version);
  const bool several = directive.several_arguments && version != Version::redis_6_2;
  if (!several && arguments.size() != 1) {
    ValueError error{std::min<std::size_t>(1, arguments.size()), "wrong number of arguments"};
    error.wrong_count = true;
    return error;
  }
  return check_listed(directive, value, arguments, version);
}

/// From 7.0 on a single argument of a directive with several is split once more.
std::optional<ValueError> check_split(const Directive& directive, const DirectiveValue& value,
                                      Words arguments, Version version) {
  const bool again = directive.several_arguments && version != Version::redis_6_2 &&
                     arguments.size() == 1 && !arguments[0].empty();
  if (!again) return check_arguments(directive, value, arguments, version);
  const auto parts = conf_tokens(arguments[0]);
  if (!parts) return std::nullopt;  // a quote without its other: taken for no value at all
  std::vector<std::string_view> texts;
  for (const AclToken& part : *parts) texts.push_back(part.text);
  auto error = check_arguments(directive, value, texts, version);
  if (error) error->argument = 0;
  return error;
}

std::optional<LineError> check_file_only(Words words, const FileOnly& shape, Version version,
                                         ServerMode mode) {
  if (shape.name == "sentinel" && mode == ServerMode::data && words.size() > 1) {
    return LineError{LineErrorKind::not_a_sentinel, 0,
                     "sentinel directive while not in sentinel mode",
                     "start it as `redis-sentinel` or with --sentinel, or move the line to "
                     "sentinel.conf"};
  }
  const std::size_t count = words.size() - 1;
  if (count >= shape.least && count <= shape.most) return std::nullopt;
  if (is_redis_8(version) && mode == ServerMode::sentinel && count > 0) {
    return std::nullopt;
  }
  return refused_as_unknown(words, version, LineErrorKind::argument_count);
}

}  // namespace

std::optional<LineError> check_line(Words words, Version version, ServerMode mode, bool hints) {
  if (words.empty()) return std::nullopt;
  const std::string name = lower(words[0]);
  const auto* shape = std::ranges::find(file_only, std::string_view(name), &FileOnly::name);
  if (shape != std::end(file_only)) return check_file_only(words, *shape, version, mode);
  const Directive* directive = find_directive(name);
  const DirectiveValue* value = directive ? value_of(*directive, version) : nullptr;
  if (!value) return unknown(words, version, mode, hints);
  if (value->type == ValueType::ignored) {
    return words.size() == 2 ? std::nullopt : unknown(words, version, mode, hints);
  }
  const auto error = check_split(*directive, *value, words.subspan(1), version);
  if (!error) return std::nullopt;
  LineError line = told(words, *directive, *value, *error, version);
  if (!hints) line.hint.clear();
  return line;
}

std::optional<LineError> check_set_value(std::string_view name, std::string_view set,
                                         Version version) {
  const Directive* directive = find_directive(name);
  const DirectiveValue* value = directive ? value_of(*directive, version) : nullptr;
  if (!value) return std::nullopt;
  std::vector<std::string_view> words = {name, set};
  if (directive->several_arguments && !set.empty()) {
    const auto parts = split(set, ' ');
    words.assign({name});
    words.insert(words.end(), parts.begin(), parts.end());
  }
  const auto error = check_arguments(*directive, *value, Words(words).subspan(1), version);
  if (!error) return std::nullopt;
  return told(words, *directive, *value, *error, version);
}

std::string describe(const DirectiveValue& value) {
  switch (value.type) {
    case ValueType::boolean:
      return "yes or no";
    case ValueType::integer:
      return fmt::format("a whole number from {} to {}", value.min, value.max);
    case ValueType::memory:
      return "memory: digits, then b, k, kb, m, mb, g or gb (kb = 1024, k = 1000)";
    case ValueType::memory_or_percent:
      return "memory (digits, then b, k, kb, m, mb, g or gb), or a percentage of maxmemory";
    case ValueType::octal:
      return fmt::format("an octal number from {:o} to {:o}", static_cast<std::uint64_t>(value.min),
                         value.max);
    case ValueType::enumeration: {
      const auto words = split(value.words, ' ');
      return "one of " + joined(std::vector<std::string>(words.begin(), words.end()), ", ");
    }
    case ValueType::text:
      return "a text";
    case ValueType::special:
      return "a list of its own form";
    case ValueType::ignored:
      return "accepted, without any effect";
  }
  __builtin_unreachable();
}

}  // namespace fairlead::redis
