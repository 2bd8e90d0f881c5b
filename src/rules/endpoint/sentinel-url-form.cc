#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "lint/rule_run.h"

namespace fairlead {
namespace {

using redis::ConnectionUrl;
using redis::HostPort;

/// Names that only Celery reads; what a `broker_url` in other hands means is unknown.
bool is_read_by_celery(std::string_view variable) {
  const std::string name = upper(variable);
  constexpr std::string_view names[] = {"CELERY_BROKER_URL", "CELERY_RESULT_BACKEND",
                                        "CELERY_BROKER", "CELERY_BACKEND"};
  return std::ranges::any_of(names, [&](std::string_view each) { return name.ends_with(each); });
}

Finding& report(RuleRun& run, const Connection& connection, Span at, std::string message) {
  const Resource* resource = connection.resource();
  Finding& finding = run.report(resource, at, std::move(message));
  finding.help =
      "write `sentinel://` before every host, with `;` between them and no path; the master's name "
      "is the transport option `master_name`, the database `db`";
  return finding;
}

/// The first server after the first one that does not begin with a scheme of its own.
const HostPort* without_scheme(const ConnectionUrl& url) {
  for (std::size_t i = 1; i < url.hosts.size(); ++i) {
    if (!url.hosts[i].scheme.present) return &url.hosts[i];
  }
  return nullptr;
}

/// A `;` at the end: an address of its own, of nothing.
void report_empty(RuleRun& run, const Connection& connection, const HostPort& server) {
  const Span at = connection.span(run.sources(), server.host.begin - 1, server.host.begin);
  Finding& finding =
      report(run, connection, at,
             "the last `;` adds an empty address: when a Sentinel fails, Celery turns "
             "to its default, localhost");
  finding.caption = "an address of nothing";
  finding.help = "leave it out";
  finding.fixes.push_back({"leave out the last `;`", {{at, ""}}});
}

void check_servers(RuleRun& run, const Connection& connection) {
  const ConnectionUrl& url = connection.url;
  const HostPort* bare = without_scheme(url);
  if (!bare) return;
  if (bare->host.empty() && bare == &url.hosts.back()) return report_empty(run, connection, *bare);
  const std::string_view between = connection.text.value.substr(
      connection.shift + url.hosts[0].host.end, bare->host.begin - url.hosts[0].host.end);
  const Span at = connection.span(run.sources(), bare->host);
  if (contains(between, ";")) {
    report(run, connection, at,
           "Celery takes only the servers that begin with `sentinel://`: this one is never asked")
        .caption = "dropped without a word";
  } else {
    report(run, connection, at,
           "Celery knows no list with commas: it takes the rest for a port and fails at start")
        .caption = "read as part of a port";
  }
}

void check_path(RuleRun& run, const Connection& connection) {
  const redis::Part& path = connection.url.path;
  std::string_view text = path.text;
  if (!path.present || path.has_placeholder) return;
  if (text.starts_with('/')) text.remove_prefix(1);
  const bool number = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (text.empty() || number) return;
  report(run, connection, connection.span(run.sources(), path),
         fmt::format("Celery takes `{}` for the number of a database and fails at start", text))
      .caption = "not a number";
}

}  // namespace

void rule_endpoint_sentinel_url_form(RuleRun& run) {
  for (const Connection& connection : run.facts().connections) {
    if (connection.url.kind != redis::Scheme::sentinel) continue;
    if (!is_read_by_celery(connection.variable)) continue;
    if (!equal_ignoring_case(connection.url.scheme.text, "sentinel")) continue;
    run.answered();
    check_servers(run, connection);
    check_path(run, connection);
  }
}

}  // namespace fairlead
