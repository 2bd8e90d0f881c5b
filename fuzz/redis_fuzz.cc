// ACL lines, rules and command lines, and connection URLs, of any bytes. Build: cmake --preset
// fuzz.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "address/url.h"
#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/acl/acl_explain.h"

namespace fairlead::redis {
namespace {

void need(bool holds) {
  if (!holds) __builtin_trap();
}

void check_part(std::string_view text, const Part& part) {
  need(part.begin <= part.end && part.end <= text.size());
  need(part.text == text.substr(part.begin, part.end - part.begin));
}

void check_url(std::string_view text, const ConnectionUrl& url) {
  need(!url.hosts.empty());
  for (const Part& part :
       {url.scheme, url.user, url.password, url.path, url.query, url.fragment, url.whole}) {
    check_part(text, part);
  }
  for (const HostPort& server : url.hosts) {
    for (const Part& part :
         {server.host, server.port, server.scheme, server.user, server.password}) {
      check_part(text, part);
    }
  }
  for (const QueryParameter& parameter : query_parameters(url)) {
    check_part(text, parameter.name);
    check_part(text, parameter.value);
  }
}

void read_urls(std::string_view text) {
  if (const auto url = parse_url(text)) check_url(text, *url);
  std::size_t after = 0;
  for (const ConnectionUrl& url : find_urls(text)) {
    check_url(text, url);
    need(url.whole.begin >= after);
    after = url.whole.end;
  }
  for (const HostPort& server : parse_host_list(text)) {
    check_part(text, server.host);
    check_part(text, server.port);
    (void)managed_host(server.host.text);
  }
  (void)percent_decoded(text);
  (void)version_of_image(text);
}

void check_tokens(std::string_view line, const std::vector<AclToken>& tokens) {
  std::size_t after = 0;
  for (const AclToken& token : tokens) {
    need(token.begin >= after && token.begin <= token.end && token.end <= line.size());
    after = token.end;
  }
}

void read_rules(const std::vector<AclToken>& tokens, std::string_view command, Version version) {
  std::vector<std::string_view> rules;
  for (const AclToken& token : tokens) rules.push_back(token.text);
  const AclUser user = parse_acl_user(rules, version);
  need(!user.selectors.empty());
  for (const AclError& error : user.errors) {
    need(error.token < rules.size());
    need(error.begin <= error.end && error.end <= rules[error.token].size());
  }
  const std::vector<std::string_view> argv = split(command, ' ');
  const Decision decision = evaluate(user, argv);
  need(decision.argument < argv.size() && decision.selector < user.selectors.size());
  const AclExplanation why = explain(rules, version, {}, argv);
  need(why.decision.verdict == decision.verdict && why.decision.name == decision.name);
  for (const AclReason& reason : why.reasons) {
    if (!reason.rule) continue;
    need(reason.rule->token < rules.size() && reason.rule->begin <= reason.rule->end);
    need(reason.rule->end <= rules[reason.rule->token].size());
  }
  const Decision use = evaluate_use(user, {argv[0], std::span(argv).subspan(1), argv});
  need(use.selector < user.selectors.size());
}

}  // namespace
}  // namespace fairlead::redis

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fairlead::redis;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  read_urls(text);
  const std::size_t newline = text.find('\n');
  const std::string_view line = text.substr(0, newline);
  const std::string_view command =
      newline == std::string_view::npos ? std::string_view("get a") : text.substr(newline + 1);
  const Version version = all_versions()[data[0] % version_count];
  const auto file = acl_file_tokens(line);
  check_tokens(line, file);
  read_rules(file, command, version);
  if (const auto conf = conf_tokens(line)) {
    check_tokens(line, *conf);
    read_rules(*conf, command, version);
  }
  return 0;
}
