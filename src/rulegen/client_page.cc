#include "rulegen/client_page.h"

#include <fmt/format.h>

#include "base/text.h"

namespace fairlead {
namespace {

using redis::ClientAbility;
using redis::ClientCommands;
using redis::ClientLibrary;
using redis::ClientName;
using redis::ClientRole;

/// "`a`, `b`".
std::string quoted(std::span<const std::string_view> words) {
  std::vector<std::string> all;
  for (const std::string_view word : words) all.push_back(fmt::format("`{}`", word));
  return joined(all, ", ");
}

std::string_view role_words(ClientRole role) {
  switch (role) {
    case ClientRole::both:
      return "producer and worker";
    case ClientRole::producer:
      return "producer";
    case ClientRole::worker:
      return "worker";
  }
  __builtin_unreachable();
}

std::string facts(const ClientLibrary& of) {
  std::string out = fmt::format("# {}\n\n**{}.**", of.id, of.title);
  if (!of.language.empty()) out += fmt::format(" {}.", of.language);
  if (!of.examined.empty()) {
    out += fmt::format(" Examined: {}{}.", of.examined,
                       of.proved ? "; run on a real server with these rights and no others" : "");
  }
  out += "\n\n";
  if (!of.about.empty()) out += fmt::format("{}\n\n", of.about);
  return out;
}

std::string recognition(const ClientLibrary& of) {
  std::string out;
  for (const redis::ClientPackage& package : of.packages)
    out += fmt::format("- package `{}` ({})\n", package.name, package.registry);
  if (!of.programs.empty())
    out += fmt::format("- command lines that begin with {}\n", quoted(of.programs));
  if (!of.variables.empty()) out += fmt::format("- variables {}\n", quoted(of.variables));
  if (!out.empty()) out = "## How it is recognised\n\n" + out + "\n";
  return out;
}

std::string names(std::string_view heading, std::string_view sign,
                  std::span<const ClientName> names) {
  if (names.empty()) return {};
  std::string out = fmt::format("## {}\n\n| pattern | for | used by |\n|---|---|---|\n", heading);
  for (const ClientName& name : names) {
    out += fmt::format("| `{}{}` | {}{}{} | {} |\n", sign, name.pattern, name.purpose,
                       name.literal ? "; subscribed as a pattern, so the ACL must hold it as it "
                                      "stands"
                                    : "",
                       name.optional.empty() ? "" : fmt::format("; only for {}", name.optional),
                       role_words(name.role));
  }
  return out + "\n";
}

std::string commands(const ClientLibrary& of) {
  std::string out = "## Commands\n\n| commands | for | used by |\n|---|---|---|\n";
  for (const ClientCommands& group : of.commands) {
    std::string purpose(group.purpose);
    if (group.in_lua) purpose += ", inside a script";
    if (!group.since.empty()) purpose += fmt::format(", from {} on", group.since);
    if (!group.optional.empty()) purpose += fmt::format("; only for {}", group.optional);
    if (!group.without.empty()) purpose += fmt::format(". Without: {}", group.without);
    if (group.goes_on) purpose += " (a warning, since jobs are done)";
    // A subcommand's bar would end the table's cell.
    std::string list = quoted(group.names);
    for (std::size_t at = 0; (at = list.find('|', at)) != std::string::npos; at += 2)
      list.replace(at, 1, "\\|");
    out += fmt::format("| {} | {} | {} |\n", list, purpose, role_words(group.role));
  }
  if (!of.blocking.empty()) out += fmt::format("\nWaits for jobs with {}.\n", quoted(of.blocking));
  if (!of.waiting.empty()) out += fmt::format("\nWaiting jobs lie in {}.\n", quoted(of.waiting));
  return out + "\n";
}

std::string ability(std::string_view name, const ClientAbility& ability) {
  return ability.how.empty() ? std::string() : fmt::format("- {}: {}\n", name, ability.how);
}

std::string queue_names(const redis::QueueNameRule& rule) {
  if (!rule.drops.empty())
    return fmt::format("- queue names: characters in `{}` are deleted silently\n", rule.drops);
  if (rule.pattern.empty()) return {};
  std::string out = fmt::format("- queue names: `{}`", rule.pattern);
  if (!rule.refusal.empty()) out += fmt::format("; others end in `{}`", rule.refusal);
  if (!rule.since.empty()) out += fmt::format(" (since {})", rule.since);
  return out + "\n";
}

std::string server(const ClientLibrary& of) {
  std::string out = queue_names(of.queue_names);
  if (!of.minimum.empty()) out += fmt::format("- oldest server: {}\n", of.minimum);
  if (!of.eviction.empty())
    out += fmt::format("- maxmemory-policy: `{}`; {}\n", of.eviction, of.eviction_effect);
  if (of.other_brokers) out += "- its queues may as well lie elsewhere than in Redis\n";
  out += ability("Sentinel", of.sentinel) + ability("Cluster", of.cluster);
  if (!of.schemes.empty()) out += fmt::format("- URLs: {}", quoted(of.schemes));
  if (!of.schemes.empty())
    out += of.urls.empty() ? std::string("\n") : fmt::format("; {}\n", of.urls);
  if (!out.empty()) out = "## Names, server, addresses\n\n" + out + "\n";
  return out;
}

}  // namespace

std::string client_page(const ClientLibrary& of) {
  std::string out = facts(of) + recognition(of) + names("Keys", "~", of.keys) +
                    names("Channels", "&", of.channels) + commands(of) + server(of);
  if (!of.references.empty()) out += "## References\n\n";
  for (const std::string_view reference : of.references) out += fmt::format("- {}\n", reference);
  if (!of.references.empty()) out += "\n";
  return out + fmt::format(
                   "---\n\nMade from `rules/clients/{}.yaml`. `fairlead acl suggest "
                   "--client {}` prints the rights.\n",
                   of.id, of.id);
}

}  // namespace fairlead
