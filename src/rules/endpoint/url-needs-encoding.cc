#include <fmt/format.h>

#include <algorithm>

#include "lint/rule_run.h"

namespace fairlead {
namespace {

using redis::ConnectionUrl;
using redis::Scheme;

bool is_redis(const ConnectionUrl& url) {
  return url.kind == Scheme::redis || url.kind == Scheme::valkey;
}

Finding& report(RuleRun& run, const Connection& connection, Span at, std::string message) {
  const Resource* resource = connection.resource();
  return run.report(resource, at, std::move(message));
}

void check_password(RuleRun& run, const Connection& connection) {
  const ConnectionUrl& url = connection.url;
  if (!url.unescaped_password || url.password.has_placeholder) return;
  Finding& finding = report(
      run, connection, connection.span(run.sources(), url.password),
      "the password holds `/`, `?` or `#` as it is, where clients believe the address to end");
  finding.caption = "ends the address";
  finding.help =
      "write %2F for `/`, %3F for `?`, %23 for `#`, or give the password apart from the URL";
}

void check_port(RuleRun& run, const Connection& connection) {
  for (const redis::HostPort& server : connection.url.hosts) {
    const redis::Part& port = server.port;
    if (!port.present || port.empty() || port.has_placeholder || redis::port_number(port)) continue;
    Finding& finding =
        report(run, connection, connection.span(run.sources(), port),
               fmt::format("`{}` is no port, so no client takes the URL", port.text));
    finding.caption = "not a number from 1 to 65535";
  }
}

/// A path that is no database number: clients drop it without a word, or fail.
void check_database(RuleRun& run, const Connection& connection) {
  const redis::Part& path = connection.url.path;
  std::string_view text = path.text;
  if (!path.present || path.has_placeholder || text.empty()) return;
  if (text.front() == '/') text.remove_prefix(1);
  const bool digit = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || digit) return;
  Finding& finding = report(
      run, connection, connection.span(run.sources(), path),
      fmt::format("`{}` is no number of a database: clients use database 0, or refuse the URL",
                  text));
  finding.severity = Severity::warning;
  finding.caption = "not a number";
}

}  // namespace

void rule_endpoint_url_needs_encoding(RuleRun& run) {
  for (const Connection& connection : run.facts().connections) {
    if (!is_redis(connection.url)) continue;
    run.answered();
    check_password(run, connection);
    check_port(run, connection);
    check_database(run, connection);
  }
}

}  // namespace fairlead
