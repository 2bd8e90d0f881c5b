#include "facts/scaler/trigger_types.h"

#include <algorithm>

namespace fairlead {
namespace {

constexpr RedisTriggerType types[] = {
    {"redis", TriggerServer::one, false},
    {"redis-streams", TriggerServer::one, true},
    {"redis-sentinel", TriggerServer::sentinel, false},
    {"redis-sentinel-streams", TriggerServer::sentinel, true},
    {"redis-cluster", TriggerServer::cluster, false},
    {"redis-cluster-streams", TriggerServer::cluster, true},
};

using enum ParameterValue;

// Those that a connection takes from metadata, a variable or an authentication.
constexpr TriggerParameter anywhere(std::string_view name, ParameterValue value = text) {
  return {name, value, true, true, true};
}
constexpr TriggerParameter by_authentication(std::string_view name) {
  return {name, text, false, false, true};
}
constexpr TriggerParameter of_lists(std::string_view name, ParameterValue value,
                                    bool needed = false) {
  return {name, value, true, false, false, true, false, needed};
}
constexpr TriggerParameter of_streams(std::string_view name, ParameterValue value,
                                      bool needed = false) {
  return {name, value, true, false, false, false, true, needed};
}

constexpr TriggerParameter parameters[] = {
    anywhere("address", addresses),
    anywhere("addresses", addresses),
    anywhere("host"),
    anywhere("hosts"),
    anywhere("port"),
    anywhere("ports"),
    anywhere("username"),
    anywhere("password"),
    anywhere("sentinelUsername"),
    anywhere("sentinelPassword"),
    anywhere("sentinelMaster"),
    {"databaseIndex", number},
    {"enableTLS", flag},
    {"unsafeSsl", flag},
    of_lists("listName", text, true),
    of_lists("listLength", number),
    of_lists("activationListLength", number),
    of_streams("stream", text, true),
    of_streams("consumerGroup", text),
    of_streams("pendingEntriesCount", number),
    of_streams("streamLength", number),
    of_streams("lagCount", number),
    of_streams("activationLagCount", number),
    by_authentication("tls"),
    by_authentication("Cert"),
    by_authentication("cert"),
    by_authentication("key"),
    by_authentication("keyPassword"),
    by_authentication("ca"),
};

}  // namespace

std::span<const RedisTriggerType> redis_trigger_types() { return types; }
std::span<const TriggerParameter> trigger_parameters() { return parameters; }

const RedisTriggerType* redis_trigger_type(std::string_view type) {
  const auto* found = std::ranges::find(types, type, &RedisTriggerType::type);
  return found == std::end(types) ? nullptr : found;
}

const TriggerParameter* trigger_parameter(const RedisTriggerType& type, std::string_view name) {
  const auto* found = std::ranges::find(parameters, name, &TriggerParameter::name);
  const bool known =
      found != std::end(parameters) && (type.streams ? found->streams : found->lists);
  return known ? found : nullptr;
}

}  // namespace fairlead
