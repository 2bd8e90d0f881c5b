#pragma once
#include <map>
#include <set>
#include <span>

#include "base/text.h"
#include "redis/acl.h"
#include "redis/directive_check.h"
#include "redis/server_config.h"

namespace fairlead::redis {

/// A line of a file with its words and where they stand.
struct ServerLine {
  std::size_t file = 0;
  std::uint32_t number = 0;  ///< 1-based
  std::uint32_t begin = 0;   ///< of the line in its file
  std::vector<AclToken> words;

  std::string_view word(std::size_t index) const {
    return index < words.size() ? std::string_view(words[index].text) : std::string_view();
  }
};

/// The work of check_start: a server while it starts.
class StartChecker {
 public:
  StartChecker(Version version, ServerMode mode, const ServerFileAccess& access);

  StartCheck run(ServerFile main);
  StartCheck run_acl_file(ServerFile file);

 private:
  void read_file(std::size_t file, int depth);
  void read_line(const ServerLine& line, int depth);
  void take(const ServerLine& line, int depth);
  void include(const ServerLine& line, int depth);
  void include_one(const ServerLine& line, const std::string& path, int depth);
  void list_commands();
  void rename_command(const ServerLine& line);
  void note_conditions(const ServerLine& line);

  void read_user(const ServerLine& line);
  void load_users();
  void read_acl_file(std::size_t file);
  void acl_file_line(std::size_t file, std::uint32_t number, std::uint32_t begin,
                     std::string_view text, std::set<std::string>& names);
  void check_rules(const ServerLine& line, std::size_t first, bool at_load);
  AclSettings acl_settings() const;

  void run_sentinel_lines();
  void sentinel_line(const ServerLine& line);
  void sentinel_member(const ServerLine& line, std::string_view statement);
  std::optional<StartError> sentinel_monitor(const ServerLine& line);
  std::optional<StartError> sentinel_instance(const ServerLine& line, std::size_t host_word,
                                              std::size_t port_word);

  void check_together();
  void check_tls();

  StartError at_word(StartErrorKind kind, const ServerLine& line, std::size_t word,
                     std::string message, std::string hint = {}) const;
  void add(StartError error);
  std::string value(std::string_view directive) const;
  bool is_on(std::string_view directive) const {
    return equal_ignoring_case(value(directive), "yes");
  }
  const ServerLine* setting(std::string_view directive) const;

  Version version_;
  ServerMode mode_;
  const ServerFileAccess& access_;
  StartCheck check_;
  std::size_t bytes_ = 0;
  std::map<std::string, ServerLine>
      settings_;                    ///< the last line of each directive, by its new name
  std::set<std::string> commands_;  ///< as rename-command leaves them; listed when it is met
  std::vector<ServerLine> users_;
  std::set<std::string> user_names_;
  std::vector<ServerLine> sentinel_lines_;
  std::vector<StartError> left_to_modules_;
  bool loads_modules_ = false;
  bool resolves_host_names_ = false;
  struct Master {
    std::set<std::string> replicas, sentinels, renamed;
  };
  std::map<std::string, Master, std::less<>> masters_;
};

}  // namespace fairlead::redis
