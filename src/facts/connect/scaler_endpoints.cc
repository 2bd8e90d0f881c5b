#include "facts/connect/scaler_endpoints.h"

#include "base/text.h"

namespace fairlead {
namespace {

/// Whether a text is one host without a domain, with a port or without.
bool is_short(std::string_view text) {
  return !contains(text, ".") && !contains(text, ",") && !contains(text, "://");
}

AddressUser user_of(const Scaler& scaler, const TriggerValue& value) {
  AddressUser user{std::string(value.name), std::string(scaler.resource->namespace_name)};
  user.scaler = scaler.resource;
  return user;
}

/// What measures something else names its server in a URL, under many names.
void read_urls(const Scaler& scaler, const Trigger& trigger, AddressReader& reader) {
  for (const TriggerValue& value : trigger.values) {
    if (value.variable.empty() && contains(value.text.value, "://"))
      reader.url(value.text, {{}, {}, true}, user_of(scaler, value));
  }
}

void read_trigger(const Scaler& scaler, const Trigger& trigger, AddressReader& reader) {
  const TriggerValue* address = trigger.find_any(address_parameters);
  const TriggerValue* port = nullptr;
  if (!address) {
    address = trigger.find_any(host_parameters);
    port = trigger.find_any(port_parameters);
  }
  if (!address || !address->text || contains(address->text.value, "://")) return;
  if (!address->variable.empty() && !is_short(address->text.value)) return;
  // A cluster has no other than 0, and KEDA's client of one passes over the number.
  const TriggerValue* database =
      trigger.redis->server == TriggerServer::cluster ? nullptr : trigger.find("databaseIndex");
  AddressUser user = user_of(scaler, *address);
  user.product =
      trigger.redis->server == TriggerServer::sentinel ? Product::sentinel : Product::redis;
  reader.address(
      address->text,
      {port ? port->text : WrittenText{}, database ? database->text : WrittenText{}, true}, user);
}

}  // namespace

void read_scaler_endpoints(std::span<const Scaler> scalers, AddressReader& reader) {
  for (const Scaler& scaler : scalers) {
    if (scaler.resource->partial) continue;
    for (const Trigger& trigger : scaler.triggers) {
      if (trigger.redis)
        read_trigger(scaler, trigger, reader);
      else
        read_urls(scaler, trigger, reader);
    }
  }
}

}  // namespace fairlead
