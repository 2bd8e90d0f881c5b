#include <fmt/format.h>

#include "facts/cluster/image.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The name in `${NAME}`, where a word is nothing else.
std::string_view variable_in(std::string_view word) {
  if (!word.starts_with("${") || !word.ends_with('}')) return {};
  return word.substr(2, word.size() - 3);
}

/// What gives the server's container a variable of that name: then somebody thought that it is
/// filled in.
Span given_at(const Facts& facts, const ServerLines& server, std::string_view name) {
  for (const ContainerSettings& each : facts.settings) {
    if (each.container != server.container) continue;
    for (const Setting& setting : each.settings)
      if (setting.name == name) return setting.name_at;
  }
  return {};
}

/// Whether the server reads the file as it lies there: no script, no other image's start program
/// comes before it.
bool reads_as_it_is(const ServerLines& server) {
  return !server.unread && server.command && !server.command->open &&
         server.command->script.empty() && is_plain_redis_image(server.container->image);
}

void check(RuleRun& run, const ServerLines& server, const Directive& line) {
  for (const Token& word : line.words) {
    const std::string_view name = variable_in(word.text);
    if (name.empty()) continue;
    const Span given = given_at(run.facts(), server, name);
    if (given.empty()) {
      run.unknown(word.at, fmt::format("`{}` in redis.conf", word.text),
                  "something may fill it in before the server starts");
      continue;
    }
    run.answered();
    Finding& finding =
        run.report(line.resource, word.at,
                   fmt::format("redis.conf knows no variables: `{}` is set to the text `{}` itself",
                               line.words.front().text, word.text));
    finding.caption = "taken literally";
    finding.help = fmt::format(
        "give it on the command line: `--{} \"$({})\"` in Kubernetes, "
        "`--{} ${{{}}}` in compose",
        line.words.front().text, name, line.words.front().text, name);
    add_label(finding, given, "the container has the variable, and the server does not look at it");
  }
}

}  // namespace

void rule_redis_config_placeholder(RuleRun& run) {
  for (const ServerLines& server : run.facts().servers.servers) {
    if (!reads_as_it_is(server)) continue;
    for (const Directive* line : server.lines)
      if (!line->command_line) check(run, server, *line);
  }
}

}  // namespace fairlead
