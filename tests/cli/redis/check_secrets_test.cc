// No credential is printed by `redis check` and `acl check`, wherever people write one by mistake.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/redis/acl_check.h"
#include "cli/redis/redis_commands.h"
#include "support/file_tree.h"

namespace fairlead {
namespace {

/// Lines of redis.conf; PW stands for the credential.
constexpr const char* conf_lines[] = {
    "requirepass=PW",
    "REQUIREPASS=PW",
    "requirepass:PW",
    "requirepassPW",
    "requirepass\"PW\"",
    "masterauth=\"PW\"",
    "MasterAuth-PW x",
    "port redis://app:PW@host:1",
    "requirepass PW\ntimeout PW",
    "masterauth PW\nPW",
    "requirepass PW\nrename-command PW x",
    "requirepass PW\nsave PW",
    "requirepass \"PW",
    "requirepass PW\ninclude /etc/PW.conf",
    "sentinel auth-pass=PW mymaster",
    "sentinel auth-pass mymaster PW extra",
    "tls-key-file-pass=PW",
    "requirepass\nPW",
    "rename-command >PW x",
    "save 1 >PW",
    "include x>PW",
    "savePW",
    "PW=requirepass",
    "rename-command CONFIG PW\nrename-command FLUSHALL PW",
    "requirepass x\nPW",
    "require-passPW",
    "masteruser w PW",
    "replicaof host 6379 PW",
    "sentinel auth-passPW mymaster",
};

/// Rules of a user, or its name with rules behind.
constexpr const char* user_rules[] = {
    "worker on +@all,>PW",
    "worker on +get|>PW",
    "worker on +>PW",
    "worker on -nopass>PW",
    "worker on ~k>PW",
    "worker on ~k %X~k>PW",
    "worker on &c>PW +get",
    "worker on (+get >PW",
    "worker on (~k>PW +nothing>PW)",
    "worker on +get<PW",
    "worker on @all>PW",
    "worker on *>PW",
    "worker on >PW +nothing +PW",
    "worker on >PW ~PW +PW",
    "worker on PW +nothing",
    "worker on +get \">PW\"",
    "worker on nopass +get\nuser worker>PW on +nothing",
    "worker>PW on nopass ~* +@all",
    "worker>PW on\nuser worker>PW on\nuser worker>PW on",
    ">PW on +nothing",
    "worker:PW on +nothing",
    "worker:PW on\nuser worker:PW on",
};

std::string filled(std::string_view line, std::string_view password) {
  std::string text(line);
  for (auto at = text.find("PW"); at != std::string::npos; at = text.find("PW", at)) {
    text.replace(at, 2, password);
    at += password.size();
  }
  return text;
}

class CheckSecrets : public testing::FileTree {
 protected:
  template <class Command>
  void silent(std::string_view text, std::string_view password, Command&& command) {
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    command();
    std::fflush(stdout);
    const std::string printed =
        ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr();
    EXPECT_FALSE(printed.empty()) << text;
    EXPECT_FALSE(contains(lower(printed), lower(password))) << text << "\nprinted:\n" << printed;
  }

  void both(const std::string& name, const std::string& text, std::string_view password) {
    const std::string path = write(name, text);
    for (const char* version : {"7.0", ""}) {
      RedisCheckOptions check;
      check.file = path;
      check.version = version;
      silent(text, password, [&] { redis_check(check); });
      for (const char* user : {"worker", "nobody", "default"}) {
        AclCheckOptions options;
        options.file = path;
        options.user = user;
        options.version = version;
        options.command = {"GET", "k"};
        silent(text, password, [&] { acl_check(options); });
      }
    }
  }
};

/// The short one is no text that a mask looks for elsewhere: it is hidden by where it stands.
constexpr const char* passwords[] = {"hunter2secret", "pw9Xq", "Zq+7/wK=="};

TEST_F(CheckSecrets, InNoLineOfAConfiguration) {
  for (const char* password : {"hunter2secret", "Qx8kk.99-77,5a"}) {
    for (const char* line : conf_lines) {
      const std::string text = filled(line, password) + "\n";
      both("redis.conf", text, password);
      both("sentinel.conf", text, password);
      both("users.acl", text, password);
    }
  }
}

TEST_F(CheckSecrets, InNoRuleOfAUser) {
  for (const char* password : passwords) {
    for (const char* rules : user_rules) {
      const std::string text = "user " + filled(rules, password) + "\n";
      // A short one is hidden by its sign alone.
      if (std::string_view(password).size() < 6 && contains(rules, "PW +PW")) continue;
      if (std::string_view(password).size() < 6 && contains(rules, ":PW")) continue;
      if (std::string_view(password).size() < 6 && contains(rules, "+nothing +PW")) continue;
      both("redis.conf", text, password);
      both("users.acl", text, password);
      both("manifest.yaml",
           fmt::format("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: r}}\ndata:\n"
                       "  users.acl: |\n    {}\n",
                       filled(rules, password).starts_with("worker on")
                           ? text.substr(0, text.find('\n'))
                           : "user worker on +nothing"),
           password);
    }
  }
}

TEST_F(CheckSecrets, InNoOtherFile) {
  constexpr const char* password = "hunter2secret";
  write("credentials.conf", "requirepass hunter2secret\nmasterauth=hunter2secret\n");
  write("users.acl",
        "user worker on >hunter2secret +@all,>hunter2secret ~hunter2secret +nothing\n"
        "user hunter2secret on\nuser hunter2secret on\nhunter2secret\n");
  for (const char* line :
       {"timeout hunter2secret", "user worker on +hunter2secret", "include /run/hunter2secret",
        "aclfile users.acl", "aclfile users.acl\nuser worker on +nothing", "include users.acl",
        "rename-command hunter2secret x", "user hunter2secret on +nothing", "save 1 hunter2secret",
        "user worker on +@all hunter2secret\r", "include \"credentials.conf\nuser worker on"}) {
    const std::string text = fmt::format("include credentials.conf\n{}\n", line);
    both("redis.conf", text, password);
    both("sentinel.conf", text, password);
  }
}

TEST_F(CheckSecrets, InNoAnswerToABatch) {
  for (const char* password : passwords) {
    for (const char* rules : user_rules) {
      if (!std::string_view(rules).starts_with("worker on ") || contains(rules, "\n")) continue;
      if (std::string_view(password).size() < 6 && contains(rules, "+PW")) continue;
      std::string quoted;
      for (const char c : filled(std::string_view(rules).substr(10), password)) {
        if (c == '"') quoted += '\\';
        quoted += c;
      }
      const std::string line =
          fmt::format(R"({{"version": "7.0", "rules": "{}", "argv": ["GET", "k"]}})", quoted);
      const std::string answer = acl_batch_answer(line);
      EXPECT_FALSE(contains(answer, password)) << line << '\n' << answer;
    }
  }
}

}  // namespace
}  // namespace fairlead
