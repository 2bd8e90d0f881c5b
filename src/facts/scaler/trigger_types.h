#pragma once
#include <cstdint>
#include <span>
#include <string_view>

// Facts of KEDA 2.21: schema/generated/scalers-schema.json, which scripts/keda-schema compares, and
// the readers of its triggers' metadata.

namespace fairlead {

/// What a trigger of KEDA that watches Redis connects to.
enum class TriggerServer : std::uint8_t { one, sentinel, cluster };

/// A type of KEDA's triggers that watches a Redis.
struct RedisTriggerType {
  std::string_view type;
  TriggerServer server{};
  bool streams = false;  ///< else it asks for the length of a list, sorted set, set or hash
};

/// What KEDA makes of a parameter's text.
enum class ParameterValue : std::uint8_t {
  text,
  number,     ///< a JSON integer
  flag,       ///< as Go's strconv.ParseBool takes it
  addresses,  ///< `host:port`, several behind commas
};

/// A parameter of these triggers.
struct TriggerParameter {
  std::string_view name;
  ParameterValue value = ParameterValue::text;
  bool metadata = true;   ///< else it is given by an authentication alone
  bool from_env = false;  ///< `nameFromEnv` names a variable that holds it
  bool by_authentication = false;
  bool lists = true, streams = true;  ///< the triggers that know it
  bool needed = false;                ///< without it KEDA refuses the trigger
};

std::span<const RedisTriggerType> redis_trigger_types();
std::span<const TriggerParameter> trigger_parameters();

/// Null where KEDA has no such type that watches Redis.
const RedisTriggerType* redis_trigger_type(std::string_view type);
/// Null where triggers of this type know no such parameter.
const TriggerParameter* trigger_parameter(const RedisTriggerType& type, std::string_view name);

/// What stands behind a parameter's name where a variable holds its value.
inline constexpr std::string_view from_env_suffix = "FromEnv";
/// The names of the parameters that hold addresses, hosts and ports, the one that goes before
/// first.
inline constexpr std::string_view address_parameters[] = {"address", "addresses"};
inline constexpr std::string_view host_parameters[] = {"host", "hosts"};
inline constexpr std::string_view port_parameters[] = {"port", "ports"};

}  // namespace fairlead
