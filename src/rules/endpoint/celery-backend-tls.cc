#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "lint/rule_run.h"

namespace fairlead {
namespace {

/// Names that only Celery reads its result backend from.
bool is_result_backend(std::string_view variable) {
  const std::string name = upper(variable);
  constexpr std::string_view names[] = {"CELERY_RESULT_BACKEND", "CELERY_BACKEND",
                                        "CELERY_RESULT_BACKEND_URL"};
  return std::ranges::any_of(names, [&](std::string_view each) { return name.ends_with(each); });
}

bool says_requirement(const redis::ConnectionUrl& url) {
  return std::ranges::any_of(redis::query_parameters(url), [](const redis::QueryParameter& each) {
    return each.name.text == "ssl_cert_reqs";
  });
}

/// Whether the program is given something that may be `redis_backend_use_ssl`.
bool may_be_set_beside(const Facts& facts, const Connection& connection) {
  return std::ranges::any_of(facts.settings, [&](const ContainerSettings& each) {
    return each.container == connection.container && connection.container &&
           std::ranges::any_of(each.settings, [](const Setting& setting) {
             const std::string name = upper(setting.name);
             return contains(name, "SSL") || contains(name, "TLS");
           });
  });
}

}  // namespace

void rule_endpoint_celery_backend_tls(RuleRun& run) {
  for (const Connection& connection : run.facts().connections) {
    const redis::ConnectionUrl& url = connection.url;
    if (!equal_ignoring_case(url.scheme.text, "rediss") || !is_result_backend(connection.variable))
      continue;
    const Span at = connection.span(run.sources(), url.scheme);
    if (may_be_set_beside(run.facts(), connection)) {
      run.unknown(at, fmt::format("the result backend in `{}`", connection.variable),
                  "the program may set redis_backend_use_ssl");
      continue;
    }
    run.answered();
    if (says_requirement(url)) continue;
    Finding& finding = run.report(
        connection.resource(), at,
        "Celery refuses a `rediss://` result backend without `ssl_cert_reqs`, unless the program "
        "sets `redis_backend_use_ssl`: the worker does not start");
    finding.caption = "needs `ssl_cert_reqs`";
    finding.help = "add `?ssl_cert_reqs=required` to the URL";
  }
}

}  // namespace fairlead
