#include "deploy/compose/variables/interpolate.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "deploy/compose/value/path.h"
#include "tree/scalar.h"
#include "tree/scalar_number.h"

namespace fairlead::compose {
namespace {

struct CastRow {
  std::string_view pattern;
  Cast cast;
};

constexpr CastRow casts[] = {
    {"networks.*.external", Cast::boolean},
    {"networks.*.internal", Cast::boolean},
    {"networks.*.attachable", Cast::boolean},
    {"networks.*.enable_ipv4", Cast::boolean},
    {"networks.*.enable_ipv6", Cast::boolean},
    {"volumes.*.external", Cast::boolean},
    {"secrets.*.external", Cast::boolean},
    {"configs.*.external", Cast::boolean},
    {"services.*.deploy.replicas", Cast::integer},
    {"services.*.deploy.update_config.parallelism", Cast::integer},
    {"services.*.deploy.update_config.max_failure_ratio", Cast::number},
    {"services.*.deploy.rollback_config.parallelism", Cast::integer},
    {"services.*.deploy.rollback_config.max_failure_ratio", Cast::number},
    {"services.*.deploy.restart_policy.max_attempts", Cast::integer},
    {"services.*.deploy.placement.max_replicas_per_node", Cast::integer},
    {"services.*.scale", Cast::integer},
};

/// Below services and jobs.
constexpr CastRow workload_casts[] = {
    {"depends_on.*.required", Cast::boolean},
    {"depends_on.*.restart", Cast::boolean},
    {"healthcheck.retries", Cast::integer},
    {"healthcheck.disable", Cast::boolean},
    {"ports.[].target", Cast::integer},
    {"stdin_open", Cast::boolean},
    {"tty", Cast::boolean},
};

/// Below services, jobs, and what runs before a service.
constexpr CastRow container_casts[] = {
    {"cpu_count", Cast::integer},
    {"cpu_percent", Cast::number},
    {"cpu_period", Cast::integer},
    {"cpu_quota", Cast::integer},
    {"cpu_rt_period", Cast::integer},
    {"cpu_rt_runtime", Cast::integer},
    {"cpus", Cast::number},
    {"cpu_shares", Cast::integer},
    {"init", Cast::boolean},
    {"networks.*.use_service_name_alias", Cast::boolean},
    {"oom_kill_disable", Cast::boolean},
    {"oom_score_adj", Cast::integer},
    {"pids_limit", Cast::integer},
    {"privileged", Cast::boolean},
    {"read_only", Cast::boolean},
    {"umask", Cast::umask},
    {"ulimits.*", Cast::integer},
    {"ulimits.*.hard", Cast::integer},
    {"ulimits.*.soft", Cast::integer},
    {"volumes.[].read_only", Cast::boolean},
    {"volumes.[].volume.nocopy", Cast::boolean},
};

/// The path below what `prefix` fits; nothing where it does not.
std::optional<Path> below(std::string_view prefix, std::size_t depth, const Path& path) {
  if (path.parts.size() <= depth) return std::nullopt;
  Path head, rest;
  head.parts.assign(path.parts.begin(), path.parts.begin() + static_cast<std::ptrdiff_t>(depth));
  if (!head.matches(prefix)) return std::nullopt;
  rest.parts.assign(path.parts.begin() + static_cast<std::ptrdiff_t>(depth), path.parts.end());
  return rest;
}

std::optional<Cast> cast_at(const Path& path) {
  if (const CastRow* row = row_for(casts, path)) return row->cast;
  if (const auto rest = below("@.*", 2, path)) {
    if (const CastRow* row = row_for(workload_casts, *rest)) return row->cast;
    if (const CastRow* row = row_for(container_casts, *rest)) return row->cast;
  }
  if (const auto rest = below("services.*.pre_start.*", 4, path))
    if (const CastRow* row = row_for(container_casts, *rest)) return row->cast;
  return std::nullopt;
}

std::optional<CastText> decimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  if (!is_whole || text.starts_with('+')) return std::nullopt;
  return CastText{Kind::integer, fmt::format("{}", value)};
}

std::optional<CastText> floating(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return CastText{Kind::floating, std::string(text)};
}

class Interpolator {
 public:
  Interpolator(const Substitution::Lookup& lookup, Unset unset, Maker& maker)
      : substitution_(maker, lookup, unset), unset_(unset), maker_(maker) {}

  Refused value(Value& value) {
    for (Value& item : value.items) {
      const Step step(path_, list_part);
      if (auto refused = this->value(item)) return refused;
    }
    for (auto& [name, field] : value.fields) {
      const Step step(path_, name);
      if (auto refused = this->value(field.value)) return refused;
    }
    return value.is_string() ? scalar(value) : std::nullopt;
  }

 private:
  Refused scalar(Value& value) {
    if (contains(value.text(), "$")) {
      TextBuilder made;
      const Span at = decoded_bytes(maker_.sources(), *value.node, "compose");
      if (auto refused = substitution_.put(value.text(), at, made)) {
        refused->message =
            fmt::format("error while interpolating {}: {}", path_.text(), refused->message);
        return refused;
      }
      if (made.text() != value.text()) value = maker_.scalar(Kind::string, std::move(made));
    }
    const auto to = cast_at(path_);
    if (!to) return std::nullopt;
    if (const auto made = cast(*to, value.text())) {
      value = maker_.retyped(value, made->kind, made->text);
      return std::nullopt;
    }
    if (unset_ == Unset::stays) return std::nullopt;
    return Refusal{
        Stage::load,
        fmt::format("error while interpolating {}: failed to cast to expected type: \"{}\"",
                    path_.text(), value.text()),
        value.span()};
  }

  Substitution substitution_;
  const Unset unset_;
  Maker& maker_;
  Path path_;
};

}  // namespace

std::optional<CastText> cast(Cast to, std::string_view text) {
  switch (to) {
    case Cast::boolean: {
      constexpr std::string_view words[] = {"true", "y", "yes", "on", "false", "n", "no", "off"};
      for (const std::string_view word : words)
        if (equal_ignoring_case(word, text)) return CastText{Kind::boolean, std::string(text)};
      return std::nullopt;
    }
    case Cast::integer:
      return decimal(text);
    case Cast::number:
      return floating(text);
    case Cast::umask: {
      const auto number = scalar_number(text);
      if (!number || !number->is_integer || number->negative || number->magnitude > 0xFFFFFFFF)
        return std::nullopt;
      return CastText{Kind::integer, fmt::format("{}", number->magnitude)};
    }
  }
  __builtin_unreachable();
}

Refused interpolate(const Substitution::Lookup& lookup, Unset unset, Value& file, Maker& maker) {
  return Interpolator(lookup, unset, maker).value(file);
}

}  // namespace fairlead::compose
