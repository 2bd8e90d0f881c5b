#include "cli/redis/acl_faults.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "facts/server/acl_load.h"
#include "report/inert.h"

namespace fairlead {
namespace {

/// What keeps the server from starting: no user is any good then. Each line is told once.
class LoadFaults {
 public:
  explicit LoadFaults(const CheckedAcl& checked) : checked_(checked) {}

  /// Prints all but the rules of `wanted`, of which its own answer tells. False where there is
  /// nothing.
  bool print(const AclUserLine* wanted, bool wanted_is_told) {
    const Facts& facts = *checked_.file.facts;
    if (wanted && wanted_is_told) told_.insert(line_of(wanted->at));
    for (const AclLoadError& error : acl_load_errors(facts.redis, facts.workloads)) {
      if (concerns(error.at.source, wanted)) say(error.at, error.message);
    }
    for (const AclUserLine& user : facts.redis.acl_users) {
      if (&user != wanted && concerns(user.source, wanted)) print_rules(user);
    }
    if (checked_.start) {
      for (const redis::StartError& error : checked_.start->errors) {
        if (concerns_users(*checked_.start, error)) print(error);
      }
    }
    return any_;
  }

 private:
  /// In a manifest other texts are other servers.
  bool concerns(SourceId source, const AclUserLine* wanted) const {
    return checked_.start || !wanted || source == wanted->source;
  }

  void print_rules(const AclUserLine& user) {
    for (const redis::AclError& error : read_acl_user(user).errors) {
      const Token& token = user.rules[error.token];
      const auto rule = token.text.substr(error.begin, error.end - error.begin);
      say(token.at, fmt::format("{}: {}", quoted_rule(rule), error.message));
    }
  }

  void print(const redis::StartError& error) {
    const Span at{source_of(error.file), error.begin, error.end};
    if (told_.contains(line_of(at))) return;
    const redis::ServerFile& file = checked_.start->files[error.file];
    // Nothing of other files is shown: they may be any that the asker can read.
    const bool named = error.kind == redis::StartErrorKind::missing_file && error.file == 0;
    std::string text;
    constexpr std::uint32_t longest = 80;
    if (named && at.size() <= longest)
      text = fmt::format("`{}`: ", shown_word(file.text.substr(error.begin, at.size())));
    text += error.message;
    if (text.ends_with('.') && !error.hint.empty()) text.pop_back();
    say(at, error.hint.empty() ? text : fmt::format("{}; {}", text, error.hint));
  }

  void say(Span at, std::string_view message) {
    if (!any_) fmt::print("refused: the server does not start with this file\n");
    any_ = true;
    told_.insert(line_of(at));
    checked_.lines.print(fmt::format("  {}: {}", place_in(*checked_.file.sources, at), message));
  }

  std::pair<SourceId, std::uint32_t> line_of(Span at) const {
    const Span written = checked_.file.sources->blame(at).edit;
    return {written.source, checked_.file.sources->position(written.source, written.begin).line};
  }

  const CheckedAcl& checked_;
  std::set<std::pair<SourceId, std::uint32_t>> told_;
  bool any_ = false;
};

}  // namespace

bool concerns_users(const redis::StartCheck& check, const redis::StartError& error) {
  using redis::StartErrorKind;
  const std::string_view text = check.files[error.file].text;
  const std::string_view line = std::string_view(text).substr(error.begin, 5);
  switch (error.kind) {
    case StartErrorKind::acl_rule:
    case StartErrorKind::acl_user:
    case StartErrorKind::acl_file:
    case StartErrorKind::users_and_acl_file:
    case StartErrorKind::missing_file:
    case StartErrorKind::endless_include:
    case StartErrorKind::renamed_command:
      return true;
    case StartErrorKind::unbalanced_quotes:
    case StartErrorKind::argument_count:
      return lower(line).starts_with("user");
    case StartErrorKind::unknown_directive:
      return error.begin == 0 && byte_order_mark(text) > 0;
    case StartErrorKind::bad_value:
    case StartErrorKind::not_a_sentinel:
    case StartErrorKind::cluster_replica:
    case StartErrorKind::cluster_port:
    case StartErrorKind::bad_address:
    case StartErrorKind::no_listener:
    case StartErrorKind::tls_without_files:
    case StartErrorKind::sentinel_statement:
    case StartErrorKind::sentinel_host_name:
    case StartErrorKind::sentinel_master_name:
      return false;
  }
  __builtin_unreachable();
}

bool print_load_faults(const CheckedAcl& checked, const AclUserLine* wanted, bool wanted_is_told) {
  return LoadFaults(checked).print(wanted, wanted_is_told);
}

}  // namespace fairlead
