#include "rulegen/clients_source.h"

#include <fmt/format.h>

#include "rulegen/literal.h"

namespace fairlead {
namespace {

using redis::ClientAbility;
using redis::ClientCommands;
using redis::ClientLibrary;
using redis::ClientName;
using redis::ClientPackage;
using redis::ClientRole;

/// The tables' source, and the arrays that they point to.
class Source {
 public:
  std::string library(const ClientLibrary& of) {
    const std::string keys = names(of.keys), channels = names(of.channels);
    const std::string commands = groups(of.commands);
    const redis::QueueNameRule& rule = of.queue_names;
    const std::string fields[] = {
        literal(of.id),
        literal(of.title),
        literal(of.language),
        literal(of.examined),
        flag(of.proved),
        literal(of.about),
        packages(of.packages),
        texts(of.programs),
        texts(of.variables),
        literal(of.prefix),
        literal(of.queue),
        keys,
        channels,
        texts(of.waiting),
        commands,
        texts(of.blocking),
        literal(of.eviction),
        literal(of.eviction_effect),
        literal(of.minimum),
        fmt::format("{{{}, {}, {}, {}}}", literal(rule.pattern), literal(rule.refusal),
                    literal(rule.since), literal(rule.drops)),
        flag(of.raw_queue),
        flag(of.other_brokers),
        ability(of.sentinel),
        ability(of.cluster),
        texts(of.schemes),
        literal(of.urls),
        texts(of.references)};
    return fmt::format("    {{{}}},\n", fmt::join(fields, ",\n     "));
  }

  const std::string& arrays() const { return arrays_; }

 private:
  static std::string flag(bool value) { return value ? "true" : "false"; }

  static std::string role(ClientRole role) {
    switch (role) {
      case ClientRole::both:
        return "ClientRole::both";
      case ClientRole::producer:
        return "ClientRole::producer";
      case ClientRole::worker:
        return "ClientRole::worker";
    }
    __builtin_unreachable();
  }

  static std::string ability(const ClientAbility& ability) {
    return fmt::format("{{static_cast<ClientAbility::Can>({}), {}}}", static_cast<int>(ability.can),
                       literal(ability.how));
  }

  /// The name of a new array of `type` with these items, or `{}` for none.
  std::string array(std::string_view type, const std::string& items) {
    if (items.empty()) return "{}";
    arrays_ += fmt::format("constexpr {} a{}[] = {{\n{}}};\n", type, count_, items);
    return fmt::format("a{}", count_++);
  }

  std::string texts(std::span<const std::string_view> texts) {
    std::string items;
    for (const std::string_view text : texts) items += literal(text) + ", ";
    return array("std::string_view", items);
  }

  std::string packages(std::span<const ClientPackage> packages) {
    std::string items;
    for (const ClientPackage& package : packages)
      items += fmt::format("{{{}, {}}},\n", literal(package.registry), literal(package.name));
    return array("ClientPackage", items);
  }

  std::string names(std::span<const ClientName> names) {
    std::string items;
    for (const ClientName& name : names) {
      items += fmt::format("{{{}, {}, {}, {}, {}, {}}},\n", literal(name.id), literal(name.pattern),
                           literal(name.purpose), literal(name.optional), role(name.role),
                           flag(name.literal));
    }
    return array("ClientName", items);
  }

  std::string groups(std::span<const ClientCommands> groups) {
    std::string items;
    for (const ClientCommands& group : groups) {
      const std::string names = texts(group.names), keys = texts(group.keys);
      items += fmt::format("{{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}}},\n", names, keys,
                           texts(group.channels), literal(group.purpose), literal(group.optional),
                           literal(group.without), literal(group.since), role(group.role),
                           flag(group.goes_on), flag(group.in_lua));
    }
    return array("ClientCommands", items);
  }

  std::string arrays_;
  int count_ = 0;
};

}  // namespace

std::string clients_source(std::span<const ClientLibrary> libraries) {
  Source source;
  std::string rows;
  for (const ClientLibrary& library : libraries) rows += source.library(library);
  return fmt::format(
      "// Made by rulegen from rules/clients.\n#include \"client/client.h\"\n\n"
      "namespace fairlead::redis {{\nnamespace {{\n\n{}\nconstexpr ClientLibrary libraries[] = "
      "{{\n{}}};\n\n}}  // namespace\n\nstd::span<const ClientLibrary> client_libraries() {{ "
      "return libraries; }}\n\n}}  // namespace fairlead::redis\n",
      source.arrays(), rows);
}

}  // namespace fairlead
