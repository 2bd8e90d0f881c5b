#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "facts/cluster/quantity.h"
#include "facts/cluster/release_values.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "product/products.h"
#include "redis/config/memory.h"

namespace fairlead {
namespace {

void compare(RuleRun& run, const Directive& line, Ref limit) {
  if (line.words.size() != 2) return;
  const auto most = redis::parse_memory(line.words[1].text);
  const bool compose = run.facts().unit->kind == UnitKind::compose;
  const auto bytes =
      compose ? bytes_of_compose_size(limit.text()) : bytes_of_quantity(limit.text());
  // Without a limit of its own Redis takes what it gets; nothing is promised then.
  if (!most || *most == 0 || !bytes || *bytes == 0) return;
  run.answered();
  const auto percent = static_cast<double>(run.number("percent"));
  if (static_cast<double>(*most) * 100 < static_cast<double>(*bytes) * percent) return;
  const std::string what = fmt::format("`maxmemory {}`", line.words[1].text);
  const std::string message =
      *most < *bytes
          ? fmt::format(
                "{} leaves little of the container's limit of {}: with forks and buffers "
                "Redis takes more, and is killed",
                what, limit.text())
          : fmt::format(
                "{} {} the container's limit of {}: Redis never evicts nor refuses, it is "
                "killed",
                what, *most == *bytes ? "is" : "is more than", limit.text());
  Finding& finding = run.report(line.resource, line.words[1].at, message);
  finding.caption = "not below the container's limit";
  finding.help =
      "leave a quarter or more of the limit to forks, replication and clients' buffers; in Redis "
      "`mb` "
      "is 1024*1024 bytes, `m` 1000*1000";
  add_label(finding, limit.span(), "the container's limit");
}

/// What a container may take; nothing where compose refuses two limits that differ.
Ref limit_of(const Facts& facts, const Container& container) {
  if (facts.unit->kind != UnitKind::compose) return container.at["resources"]["limits"]["memory"];
  const Ref deployed = container.at["deploy"]["resources"]["limits"]["memory"];
  const Ref own = container.at["mem_limit"];
  if (deployed.present() && own.present()) return {};
  return deployed.present() ? deployed : own;
}

/// The limit that the values of a chart give its masters.
Ref limit_of_release(const Release& release) {
  const redis::Product* product = redis::find_chart(release.chart, release.repository);
  if (!product) return {};
  const ReleaseSettings settings(release);
  const std::string_view field =
      redis::limit_field(*product, [&](std::string_view path) { return settings.at(path); });
  const bool known = settings.at(field).state == redis::Setting::State::known;
  return known ? settings.written(field) : Ref();
}

Ref limit_of_object(const Resource& resource) {
  const redis::Product* product = redis::find_product(resource.group(), resource.kind);
  if (!product) return {};
  const std::string_view field = redis::limit_field(
      *product, [&](std::string_view path) { return object_setting(resource.root, path); });
  return at_path(resource.root, field);
}

/// Operators' objects and charts' values name both in one place.
void check_products(RuleRun& run) {
  std::map<const void*, std::vector<const Directive*>> lines;
  const auto place = [](const Directive& line) -> const void* {
    if (line.release) return line.release;
    return line.place == ConfigPlace::custom_config ? line.resource : nullptr;
  };
  const auto is_the_directive = [](const Directive& line) {
    return equal_ignoring_case(line.words.front().text, "maxmemory");
  };
  for (const Directive& line : run.facts().redis.directives) {
    if (place(line) && is_the_directive(line)) lines[place(line)].push_back(&line);
  }
  for (const Directive& line : run.facts().redis.directives) {
    if (!place(line) || !is_the_directive(line)) continue;
    const auto& same = lines[place(line)];
    // Of a chart's files nobody says here which comes last.
    if (same.back() != &line || (line.release && same.size() > 1)) continue;
    compare(run, line,
            line.release ? limit_of_release(*line.release) : limit_of_object(*line.resource));
  }
}

}  // namespace

void rule_redis_maxmemory_exceeds_limit(RuleRun& run) {
  for (const ServerLines& server : run.facts().servers.servers) {
    const Directive* line = server.last("maxmemory");
    if (line) compare(run, *line, limit_of(run.facts(), *server.container));
  }
  check_products(run);
}

}  // namespace fairlead
