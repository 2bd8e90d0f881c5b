#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/given_password.h"
#include "wiring/server_setting.h"

namespace fairlead {
namespace {

/// Whether the URL's program may be given a password by something beside the URL.
bool may_be_given_beside(const Facts& facts, const Connection& connection) {
  for (const ContainerSettings& each : facts.settings) {
    if (each.container != connection.container) continue;
    return each.open || std::ranges::any_of(each.settings, [&](const Setting& setting) {
             return setting.name != connection.variable && names_credential(setting.name);
           });
  }
  return true;
}

/// Whether a parameter of the URL holds the password: redis-py and Symfony take it from there.
bool has_in_query(const Connection& connection) {
  constexpr std::string_view names[] = {"password", "auth", "pass"};
  return std::ranges::any_of(
      redis::query_parameters(connection.url), [&](const redis::QueryParameter& parameter) {
        return std::ranges::find(names, lower(parameter.name.text)) != std::end(names);
      });
}

/// The URL that an endpoint is a server of, where it logs in as `default`.
const Connection* connection_of(const Facts& facts, const Endpoint& endpoint) {
  if (!endpoint.container || endpoint.product != Product::redis) return nullptr;
  for (const Connection& each : facts.connections) {
    if (each.container != endpoint.container || each.variable != endpoint.variable) continue;
    const redis::Part& user = each.url.user;
    return user.empty() || user.text == "default" ? &each : nullptr;
  }
  return nullptr;
}

/// What the program gives, by a URL or by a variable of its own.
struct Given {
  std::string text;
  Span at;
  std::string where;  ///< "this URL"
  const Resource* resource = nullptr;
};

void report_none(RuleRun& run, const Connection& connection, const Endpoint& endpoint,
                 const AskedPassword& asked) {
  Finding& finding =
      run.report(connection.resource(), endpoint.host_at,
                 fmt::format("the Redis `{}` asks for a password, and this URL has none: `NOAUTH "
                             "Authentication required`",
                             endpoint.host));
  finding.caption = "no password before it";
  add_label(finding, asked.at, "the server's password is set here");
  finding.help =
      fmt::format("write the server's password: `{}://:****@{}`", endpoint.scheme, endpoint.host);
}

void compare(RuleRun& run, const Endpoint& endpoint, const Given& given,
             const AskedPassword& asked) {
  run.answered();
  if (given.text == asked.text) return;
  Finding& finding =
      run.report(given.resource, given.at,
                 fmt::format("the Redis `{}` has another password than {}: `WRONGPASS`",
                             endpoint.host, given.where));
  finding.caption = "another password";
  add_label(finding, asked.at, "the server's password is set here");
  finding.help = "take both from one variable or Secret";
}

/// Whether two passwords can be held to each other: where one end alone is to be changed, somebody
/// changes it; two ends that were not yet, differ.
bool can_differ(std::string_view given, std::string_view variable, std::string_view asked) {
  if (asked.empty() || may_be_filled_in(asked) || may_be_filled_in(given)) return false;
  return given.empty() || is_placeholder(given, variable) == is_placeholder(asked, "requirepass");
}

/// Whether the program only warns of a password that nobody asks for: ioredis does.
bool takes_it_lightly(const Facts& facts, const Endpoint& endpoint) {
  return std::ranges::any_of(facts.clients, [&](const ClientAt& client) {
    return client.workload == endpoint.workload &&
           (client.library->id == "bullmq" || client.library->id == "bull");
  });
}

void report_not_asked(RuleRun& run, const Connection& connection, const Endpoint& endpoint,
                      const Service& service) {
  run.answered();
  // Not at the password, which may stand in a file that others read as well.
  Finding& finding = run.report(
      connection.resource(), endpoint.host_at,
      fmt::format(
          "the Redis `{}` has no password, and this URL gives one: `ERR AUTH called without "
          "any password configured`",
          endpoint.host));
  finding.caption = "nobody asks for it";
  finding.help = "start the server with `--requirepass`, or leave the password out";
  add_label(finding, service.at, "started without a password");
}

/// What a chart or operator asks for that another unit deploys, and that nobody gives.
void check_product(RuleRun& run, const Endpoint& endpoint) {
  const Connection* connection = connection_of(run.facts(), endpoint);
  if (!connection || !connection->url.password.text.empty() || has_in_query(*connection)) return;
  const ServiceAnswer& reached = run.connections().at(endpoint).service;
  if (reached.answer != Answer::found) return;
  const auto instances = run.world().instances_with(reached.name.name, reached.name.namespace_name);
  if (instances.size() != 1 || instances.front()->secret.empty()) return;
  const UnitSummary::Instance& product = *instances.front();
  if (may_be_given_beside(run.facts(), *connection))
    return run.unknown(endpoint.host_at, fmt::format("the password of `{}`", endpoint.host),
                       "the program may be given it beside the URL");
  run.answered();
  Finding& finding = run.report(
      connection->resource(), endpoint.host_at,
      fmt::format("{} asks for the password in Secret `{}`, and this URL has none: `NOAUTH "
                  "Authentication required`",
                  product.product, product.secret));
  finding.caption = "no password before it";
  finding.help = fmt::format(
      "give the program the key `{}` of Secret `{}`, or switch the password "
      "off where `{}` is installed",
      product.key, product.secret, product.name);
  add_label(finding, product.at, "installed here");
}

void check_url(RuleRun& run, const Endpoint& endpoint, const Service& service,
               const Connection& connection) {
  const Facts& facts = run.facts();
  const redis::Part& written = connection.url.password;
  if (!written.text.empty() && asks_no_password(facts, service) &&
      !takes_it_lightly(facts, endpoint))
    return report_not_asked(run, connection, endpoint, service);
  const auto asked = written.has_placeholder ? std::nullopt : asked_password(facts, service);
  const std::string given = redis::percent_decoded(written.text);
  if (!asked || !can_differ(given, connection.variable, asked->text)) return;
  if (!given.empty()) {
    const Span at = connection.span(run.sources(), written);
    return compare(run, endpoint, {given, at, "this URL", connection.resource()}, *asked);
  }
  if (has_in_query(connection) || may_be_given_beside(facts, connection))
    return run.unknown(endpoint.host_at, fmt::format("the password of `{}`", endpoint.host),
                       "the program may be given it beside the URL");
  run.answered();
  report_none(run, connection, endpoint, *asked);
}

void check_variable(RuleRun& run, const Endpoint& endpoint, const Service& service) {
  const auto given = given_password(run.facts(), endpoint);
  const auto asked = given ? asked_password(run.facts(), service) : std::nullopt;
  if (!asked || given->text.empty() || !can_differ(given->text, given->variable, asked->text))
    return;
  compare(
      run, endpoint,
      {given->text, given->at, fmt::format("`{}`", given->variable), endpoint.workload->resource},
      *asked);
}

void check(RuleRun& run, const Endpoint& endpoint) {
  const Service* service = run.connections().service_at(endpoint);
  if (!service || service->release || service->computed) check_product(run, endpoint);
  if (!service || endpoint.product != Product::redis) return;
  if (const Connection* connection = connection_of(run.facts(), endpoint))
    check_url(run, endpoint, *service, *connection);
  else
    check_variable(run, endpoint, *service);
}

}  // namespace

void rule_redis_password_differs(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) check(run, endpoint);
}

}  // namespace fairlead
