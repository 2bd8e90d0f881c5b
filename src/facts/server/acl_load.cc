#include "facts/server/acl_load.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "facts/server/config_use.h"
#include "redis/acl/acl.h"

namespace fairlead {
namespace {

constexpr const char* keyword_message = "should start with user keyword followed by the username";

class LoadCheck {
 public:
  LoadCheck(const RedisLines& lines, std::span<const Workload> workloads)
      : lines_(lines), workloads_(workloads) {}

  std::vector<AclLoadError> errors() {
    for (const AclFile& file : lines_.acl_files) {
      for (const auto& words : file.lines) line(file, words);
    }
    names();
    both_places();
    return std::move(errors_);
  }

 private:
  void line(const AclFile& file, const std::vector<Token>& words) {
    if (may_be_rewritten(workloads_, file.resource)) return;
    Span whole = words.front().at;
    whole.end = words.back().at.end;
    const bool named = words.size() > 1;
    if (words.front().text != "user" || !named) {
      const bool comment = words.front().text.starts_with('#');
      errors_.push_back({comment ? AclLoadFault::comment : AclLoadFault::not_a_user_line,
                         comment ? whole : words.front().at,
                         keyword_message,
                         {},
                         file.resource});
      return;
    }
    if (words[1].text.empty() && words.size() > 2 && !is_rule(words[2].text)) {
      Span gap = words.front().at;
      gap.end = words[2].at.end;
      errors_.push_back({AclLoadFault::two_blanks, gap, "Syntax error", {}, file.resource});
    }
  }

  /// What stands behind an empty name is the name that was meant, unless it is a rule.
  static bool is_rule(std::string_view word) {
    return redis::is_acl_word(word) || word.find_first_of("+-~%&><#!(@*") == 0;
  }

  void names() {
    std::map<std::pair<SourceId, std::string_view>, const AclUserLine*> first;
    for (const AclUserLine& user : lines_.acl_users) {
      if (is_operator_field(user.place)) continue;
      if (user.name.text.find_first_of(" \t\v\f") != std::string_view::npos) {
        const bool file = user.place == ConfigPlace::acl_file;
        errors_.push_back(
            {AclLoadFault::blank_in_name,
             user.name.at,
             file ? "username contains invalid characters" : "Spaces not allowed in ACL usernames",
             {},
             user.resource});
      }
      const auto [known, fresh] = first.emplace(std::pair(user.source, user.name.text), &user);
      if (fresh || !refuses_duplicates(user)) continue;
      const bool file = user.place == ConfigPlace::acl_file;
      errors_.push_back(
          {AclLoadFault::duplicate_user, user.name.at,
           file ? "Duplicate user found"
                : "Duplicate user found. A user can only be defined once in config files",
           known->second->name.at, user.resource});
    }
  }

  /// Redis 6.2 takes the last line instead.
  static bool refuses_duplicates(const AclUserLine& user) {
    return user.version && redis::has_selectors(*user.version);
  }

  static bool is_operator_field(ConfigPlace place) {
    return place == ConfigPlace::custom_config || place == ConfigPlace::sentinel_custom_config;
  }

  void both_places() {
    static constexpr std::string_view names[] = {"aclfile"};
    if (may_be_overruled(lines_, names)) return;
    for (const auto& [source, line] : last_acl_files()) {
      const auto user = std::ranges::find(lines_.acl_users, source, &AclUserLine::source);
      if (user == lines_.acl_users.end()) continue;
      errors_.push_back(
          {AclLoadFault::file_and_users, line->at,
           "Configuring Redis with users defined in redis.conf and at the same setting "
           "an ACL file path is invalid",
           user->at, line->resource});
    }
  }

  /// The aclfile line of each text that counts, unless it takes the file away again.
  std::map<SourceId, const Directive*> last_acl_files() const {
    std::map<SourceId, const Directive*> last;
    for (const Directive& line : lines_.directives) {
      if (is_operator_field(line.place) || line.words.size() != 2) continue;
      if (!equal_ignoring_case(line.words[0].text, "aclfile")) continue;
      const Directive*& known = last[line.source];
      if (!known || known->at.begin < line.at.begin) known = &line;
    }
    std::erase_if(last, [](const auto& each) { return each.second->words[1].text.empty(); });
    return last;
  }

  const RedisLines& lines_;
  std::span<const Workload> workloads_;
  std::vector<AclLoadError> errors_;
};

}  // namespace

std::vector<AclLoadError> acl_load_errors(const RedisLines& lines,
                                          std::span<const Workload> workloads) {
  return LoadCheck(lines, workloads).errors();
}

}  // namespace fairlead
