#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "lint/rule_run.h"
#include "lint/words.h"
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

void report(RuleRun& run, const Connection& connection, const Endpoint& endpoint,
            const Directive& line, bool none) {
  const Span at = none ? endpoint.host_at : connection.span(run.sources(), connection.url.password);
  Finding& finding = run.report(
      connection.resource(), at,
      none ? fmt::format("the Redis `{}` asks for a password, and this URL has none: `NOAUTH "
                         "Authentication required`",
                         endpoint.host)
           : fmt::format("the Redis `{}` has another password than this URL: `WRONGPASS`",
                         endpoint.host));
  finding.caption = none ? "no password before it" : "another password";
  add_label(finding, line.words.front().at, "the server's password is set here");
  finding.help = none ? fmt::format("write the server's password: `{}://:****@{}`", endpoint.scheme,
                                    endpoint.host)
                      : "take both from one variable or Secret";
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

void check(RuleRun& run, const Endpoint& endpoint) {
  const Facts& facts = run.facts();
  const Service* service = run.connections().service_at(endpoint);
  if (!service || service->release || service->computed) check_product(run, endpoint);
  const Connection* connection = service ? connection_of(facts, endpoint) : nullptr;
  if (!connection) return;
  if (!connection->url.password.text.empty() && asks_no_password(facts, *service) &&
      !takes_it_lightly(facts, endpoint))
    return report_not_asked(run, *connection, endpoint, *service);
  if (connection->url.password.has_placeholder) return;
  const Directive* line = server_setting(facts, *service, "requirepass");
  if (!line || line->words.size() != 2 || !server_settings(facts, *service, "user").empty()) return;
  // With users in a file of its own a server does not look at requirepass.
  if (server_setting(facts, *service, "aclfile")) return;
  const std::string_view wanted = line->words[1].text;
  const std::string given = redis::percent_decoded(connection->url.password.text);
  if (wanted.empty() || may_be_filled_in(wanted) || may_be_filled_in(given)) return;
  // Where one end alone is to be changed, somebody changes it; two ends that were not yet, differ.
  const bool to_change = is_placeholder(given, connection->variable);
  if (!given.empty() && to_change != is_placeholder(wanted, "requirepass")) return;
  if (given.empty() && (has_in_query(*connection) || may_be_given_beside(facts, *connection))) {
    return run.unknown(endpoint.host_at, fmt::format("the password of `{}`", endpoint.host),
                       "the program may be given it beside the URL");
  }
  run.answered();
  if (given != wanted) report(run, *connection, endpoint, *line, given.empty());
}

}  // namespace

void rule_redis_password_differs(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) check(run, endpoint);
}

}  // namespace fairlead
