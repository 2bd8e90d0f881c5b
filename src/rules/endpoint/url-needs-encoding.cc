#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "base/name_words.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

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

/// Where else the text is used that a URL's password was filled in from, as it is: a server's
/// requirepass, a variable of its own. Encoding it there would give both another password.
Span other_use(const RuleRun& run, const Connection& connection, Span password) {
  const SourceMap& sources = run.sources();
  const Span written = sources.blame(password).edit;
  const auto is_same = [&](Span at) {
    return !at.empty() && at.source != password.source && sources.blame(at).edit == written;
  };
  for (const Directive& line : run.facts().redis.directives) {
    for (const Token& word : line.words) {
      if (is_same(word.at)) return word.at;
    }
  }
  for (const ContainerSettings& container : run.facts().settings) {
    for (const Setting& setting : container.settings) {
      if (setting.name != connection.variable && is_same(setting.value.span()))
        return setting.name_at;
    }
  }
  return {};
}

void check_password(RuleRun& run, const Connection& connection) {
  const ConnectionUrl& url = connection.url;
  if (!url.unescaped_password || url.password.has_placeholder) return;
  const Span at = connection.span(run.sources(), url.password);
  Finding& finding = report(
      run, connection, at,
      "the password holds `/`, `?` or `#` as it is, where clients believe the address to end");
  finding.caption = "ends the address";
  finding.help =
      "write %2F for `/`, %3F for `?`, %23 for `#`, or give the password apart from the URL";
  const Span other = other_use(run, connection, at);
  if (!other.is_place()) return;
  add_label(finding, other, "the same text is used here as it is");
  finding.help =
      "choose a password without these signs: what is written here is used as it is elsewhere, so "
      "encoding it would change it there";
}

/// Whether a chart's template printed it with a verb that does not fit: helm/no-value says so.
bool is_misprinted(const RuleRun& run, Span at) {
  return std::ranges::any_of(run.facts().printed.marks, [&](const PrintedMark& mark) {
    return mark.kind == PrintedMark::Kind::format_error && mark.at.overlaps(at);
  });
}

void check_port(RuleRun& run, const Connection& connection) {
  for (const redis::HostPort& server : connection.url.hosts) {
    const redis::Part& port = server.port;
    if (!port.present || port.empty() || port.has_placeholder || redis::port_number(port)) continue;
    const Span at = connection.span(run.sources(), port);
    if (may_be_filled_in(port.text) || is_misprinted(run, at)) continue;
    Finding& finding = report(
        run, connection, at, fmt::format("`{}` is no port, so no client takes the URL", port.text));
    finding.caption = "not a number from 1 to 65535";
    finding.help = "write the server's port, or none for 6379";
  }
}

/// A path that is no database number: clients drop it without a word, or fail.
void check_database(RuleRun& run, const Connection& connection) {
  const redis::Part& path = connection.url.path;
  std::string_view text = path.text;
  if (!path.present || path.has_placeholder || text.empty()) return;
  if (text.front() == '/') text.remove_prefix(1);
  const bool digit = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || digit || may_be_filled_in(text)) return;
  // Symfony's Messenger has a stream there, others the path of a socket.
  const auto words = name_words(connection.variable);
  if (has_word(words, "messenger") || has_word(words, "transport") || contains(text, "/")) return;
  Finding& finding = report(
      run, connection, connection.span(run.sources(), path),
      fmt::format("`{}` is no number of a database: clients use database 0, or refuse the URL",
                  text));
  finding.severity = Severity::warning;
  finding.caption = "not a number";
  finding.help = "write the number, such as `/0`, or nothing behind the port";
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
