#include <fmt/format.h>

#include <algorithm>

#include "base/name_words.h"
#include "lint/rule_run.h"

namespace fairlead {
namespace {

using redis::UrlFault;

/// Whether the text is certain to be read as a URL: by Celery, or by a library that was found to
/// run here and whose addresses are URLs.
bool is_read_as_url(const RuleRun& run, const BrokenConnection& connection) {
  if (has_word(name_words(connection.variable), "celery")) return true;
  return std::ranges::any_of(run.facts().clients, [&](const ClientAt& client) {
    const auto& names = client.library->variables;
    return client.workload == connection.workload && client.workload &&
           std::ranges::find(names, connection.variable) != names.end();
  });
}

struct Words {
  std::string message, caption, help, replacement;  ///< of the wrong bytes; "" where unclear
};

Words words_of(const BrokenConnection& connection) {
  const redis::BrokenUrl& url = connection.url;
  const std::string right = fmt::format("{}://", url.scheme);
  const std::string help = fmt::format("write `{}`", right);
  switch (url.fault) {
    case UrlFault::no_slashes:
      return {
          fmt::format("`{}` lacks the two slashes before a host, so no client reads it as a URL",
                      url.at.text),
          "no `//`", help, right};
    case UrlFault::one_slash:
      return {fmt::format("`{}` has one slash, so what follows is a path and the URL has no host",
                          url.at.text),
              "a slash is missing", help, right};
    case UrlFault::three_slashes:
      return {
          fmt::format("`{}` has three slashes, so the host is empty and the rest is taken for the "
                      "number of a database",
                      url.at.text),
          "a slash too many", help, right};
    case UrlFault::unknown_scheme:
      return {fmt::format("no client knows the scheme `{}`", url.at.text), "no such scheme",
              fmt::format("write `{}`", url.scheme), std::string(url.scheme)};
    case UrlFault::no_scheme:
      return {fmt::format("`{}` has no scheme, and clients that take a URL refuse it",
                          connection.variable),
              "a host, no URL", "write `redis://` before it, and `:6379` where it has no port", ""};
  }
  __builtin_unreachable();
}

}  // namespace

void rule_endpoint_broken_url(RuleRun& run) {
  for (const BrokenConnection& connection : run.facts().broken_connections) {
    run.answered();
    const Words words = words_of(connection);
    const Span at = connection.span(run.sources());
    Finding& finding = run.report(connection.resource(), at, words.message);
    finding.caption = words.caption;
    finding.help = words.help;
    if (!words.replacement.empty())
      finding.fixes.push_back({words.help, {{at, words.replacement}}});
    if (connection.url.fault != UrlFault::no_scheme || is_read_as_url(run, connection)) continue;
    finding.severity = Severity::note;
    finding.confidence = Confidence::medium;
  }
}

}  // namespace fairlead
