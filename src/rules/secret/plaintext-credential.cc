#include <fmt/format.h>

#include <algorithm>

#include "address/url.h"
#include "base/glob.h"
#include "base/text.h"
#include "deploy/helm/values_sets.h"
#include "facts/connect/credential.h"
#include "lint/rule_run.h"

namespace fairlead {
namespace {

constexpr std::string_view remedy =
    "keep it in a Secret and refer to it with `secretKeyRef`; a URL can be composed with `$(NAME)`";

bool is_certain(std::string_view name) { return credential_name(name) == CredentialName::certain; }

template <typename Item>
std::span<const Item> first(const std::vector<Item>& all, std::size_t most) {
  return std::span(all).first(std::min(all.size(), most));
}

/// Whether the line up to a place begins as a comment of a configuration file does.
bool is_in_comment(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at);
  const std::string_view before = trimmed(
      text.substr(line == text.npos ? 0 : line + 1, at - (line == text.npos ? 0 : line + 1)));
  constexpr std::string_view signs[] = {"#", ";", "//"};
  return std::ranges::any_of(signs,
                             [&](std::string_view sign) { return before.starts_with(sign); });
}

struct Check {
  RuleRun& run;
  mutable std::vector<Span> reported = {};  // written places

  /// What a template made of a value stands in the value's own line, too.
  void report(const Resource* resource, Span at, const std::string& where) const {
    const Span written = run.sources().blame(at).edit;
    // The cluster of a test is thrown away after it.
    if (is_of_chart_testing(run.sources().name(written.source))) return;
    if (std::ranges::find(reported, written) != reported.end()) return;
    reported.push_back(written);
    const std::string message =
        fmt::format("{} is written in clear text: who can read this file can log in", where);
    Finding& finding = run.report(resource, at, message);
    finding.caption = "a credential";
    finding.help = remedy;
  }

  void url_password(const Resource* resource, TextSpans& spans, const redis::Part& password,
                    std::string_view name, bool local) const {
    if (!password.present || password.has_placeholder || is_placeholder(password.text, name))
      return;
    if (local && is_known_default(password.text)) return;
    report(resource, spans.at(password.begin, password.end),
           name.empty() ? std::string("the password of a URL")
                        : fmt::format("the password in `{}`", name));
  }

  bool is_known(std::string_view name) const {
    return std::ranges::any_of(run.words("known-names"), [&](const std::string& pattern) {
      return path_matches(pattern, name);
    });
  }

  /// A value that may hold connection URLs, and that is a credential itself where its name says so.
  void value(const Resource* resource, const WrittenText& text, std::string_view name) const {
    if (is_known(name)) return;
    if (is_certain(name) && !is_placeholder(text.value, name) &&
        text.value.find('\n') == std::string_view::npos) {
      return report(resource, text.span(run.sources(), 0, text.value.size()),
                    fmt::format("the value of `{}`", name));
    }
    TextSpans spans(run.sources(), text);
    const std::vector<redis::ConnectionUrl> urls = redis::find_urls(text.value);
    // Each is shown with its line, which may be all of the text.
    constexpr std::size_t most = 100;
    for (const redis::ConnectionUrl& url :
         first(urls, std::max(most, redis::most_urls(text.value)))) {
      // A comment's is an example.
      if (is_in_comment(text.value, url.whole.begin)) continue;
      const auto is_local = [](const redis::HostPort& host) {
        return host_kind(host.host.text) == HostKind::loopback;
      };
      const bool local = std::ranges::all_of(url.hosts, is_local);
      url_password(resource, spans, url.password, name, local);
      for (const redis::HostPort& host : first(url.hosts, most)) {
        if (host.password.begin != url.password.begin)
          url_password(resource, spans, host.password, name, local);
      }
    }
  }

  void containers() const {
    for (const Workload& workload : run.facts().workloads) {
      for (const Container& container : workload.containers) {
        for (const EnvVar& variable : container.env) {
          if (!variable.value_at || variable.from != ValueFrom::literal) continue;
          value(workload.resource, text_of(variable.value_at), variable.name);
        }
        for (const Ref& word : container.command) value(workload.resource, text_of(word), "");
        for (const Ref& word : container.args) value(workload.resource, text_of(word), "");
      }
    }
  }

  void config_maps() const {
    for (const Holder& holder : run.facts().holders) {
      if (holder.secret) continue;
      for (const HeldKey& key : holder.keys) value(holder.resource, key.value, key.name);
    }
  }

  /// Whether a value is one of the chart's own, which others replace, and says as much: `secret`.
  bool is_standard(const Node& value) const {
    return is_known_default(value.text()) &&
           std::ranges::any_of(run.facts().unit->values, [&](const ReleaseValues& each) {
             return each.own && each.root && each.root.span().source == value.span().source;
           });
  }

  /// In values, `password` may be a chart's own default; a variable's name says who reads it.
  void values() const {
    for (const ValuesLeaf& leaf : run.facts().chart.leaves) {
      if (!leaf.value || !leaf.value->is_string() || is_standard(*leaf.value)) continue;
      const bool is_variable = std::none_of(leaf.key.begin(), leaf.key.end(),
                                            [](char c) { return c >= 'a' && c <= 'z'; });
      const WrittenText text = text_of(Ref(leaf.value));
      if (is_variable || !is_certain(leaf.key)) value(nullptr, text, leaf.key);
    }
  }

  void redis() const {
    const auto in_clear = [](const Resource* resource) {
      return resource && resource->kind != "Secret";
    };
    for (const AclUserLine& user : run.facts().redis.acl_users) {
      for (const Token& rule : user.rules) {
        if (!in_clear(user.resource) || !rule.text.starts_with('>')) continue;
        if (is_placeholder(rule.text.substr(1), "")) continue;
        report(user.resource, rule.at,
               fmt::format("the password of the user `{}`", user.name.text));
      }
    }
    for (const Directive& directive : run.facts().redis.directives) {
      if (!in_clear(directive.resource) || directive.words.size() != 2) continue;
      const std::string_view name = directive.words[0].text;
      const bool is_password =
          name == "requirepass" || name == "masterauth" || name == "primaryauth";
      if (!is_password || is_placeholder(directive.words[1].text, "")) continue;
      report(directive.resource, directive.words[1].at, fmt::format("the password of `{}`", name));
    }
  }
};

}  // namespace

void rule_secret_plaintext_credential(RuleRun& run) {
  // What compose starts on a developer's machine guards nothing with its passwords.
  if (run.facts().unit->kind == UnitKind::compose) return;
  const Check check{run};
  check.containers();
  check.config_maps();
  check.values();
  check.redis();
}

}  // namespace fairlead
