#include "wiring/given_password.h"

#include <fmt/format.h>

#include <algorithm>

namespace fairlead {
namespace {

/// What the names of the variables of one server begin with: "REDIS_CACHE_" of "REDIS_CACHE_HOST".
std::string_view family_of(std::string_view variable) {
  constexpr std::string_view ends[] = {"HOST", "HOSTNAME", "ADDRESS", "ADDR", "SERVER", "ENDPOINT"};
  for (const std::string_view end : ends) {
    const bool fits = variable.ends_with(end) && variable.size() > end.size() &&
                      variable[variable.size() - end.size() - 1] == '_';
    if (fits) return variable.substr(0, variable.size() - end.size());
  }
  return {};
}

/// The variable of one of these ends that counts, or null.
template <std::size_t N>
const Setting* beside(const ContainerSettings& settings, std::string_view family,
                      const std::string_view (&ends)[N]) {
  const Setting* found = nullptr;
  for (const Setting& setting : settings.settings)
    for (const std::string_view end : ends)
      if (setting.name == fmt::format("{}{}", family, end)) found = &setting;
  return found;
}

/// Whether another envFrom, which is not in view, may bring it as well.
bool is_sure(const ContainerSettings& settings, const Setting& setting) {
  return setting.value && (!settings.open || !setting.env_from);
}

}  // namespace

std::optional<GivenPassword> given_password(const Facts& facts, const Endpoint& endpoint) {
  const std::string_view family = family_of(endpoint.variable);
  if (!endpoint.container || !endpoint.scheme.empty() || family.empty()) return std::nullopt;
  const auto settings =
      std::ranges::find(facts.settings, endpoint.container, &ContainerSettings::container);
  if (settings == facts.settings.end()) return std::nullopt;
  constexpr std::string_view users[] = {"USER", "USERNAME"};
  constexpr std::string_view passwords[] = {"PASSWORD", "PASS", "AUTH", "PWD"};
  const Setting* user = beside(*settings, family, users);
  const bool is_other =
      user && (!user->value || !(user->value.value.empty() || user->value.value == "default"));
  const Setting* password = beside(*settings, family, passwords);
  if (is_other || !password || !is_sure(*settings, *password)) return std::nullopt;
  const bool is_named = password->variable && password->variable->from == ValueFrom::secret_key;
  return GivenPassword{std::string(password->name), std::string(password->value.value),
                       is_named ? password->variable->key_at.span() : password->value.span()};
}

}  // namespace fairlead
