#include "facts/connect/credential.h"

#include <algorithm>
#include <span>

#include "base/filled_in.h"
#include "base/text.h"

namespace fairlead {
namespace {

using Words = std::span<const std::string_view>;

/// Ends of the names of variables that hold a credential.
constexpr std::string_view credential_ends[] = {
    "PASSWORD",   "PASSWD",         "_PASS",          "TOKEN",           "SECRET_KEY",
    "API_KEY",    "APIKEY",         "CLIENT_SECRET",  "ACCESS_KEY",      "PRIVATE_KEY",
    "JWT_SECRET", "SESSION_SECRET", "ENCRYPTION_KEY", "SECRET_KEY_BASE",
};
/// Parts of names that look like the above and say something about a credential instead.
constexpr std::string_view not_credentials[] = {
    "ALLOW_", "EMPTY_",   "USE_",      "ENABLE",    "REQUIRE", "PUBLIC", "PUBLISHABLE",
    "MAX_",   "MIN_",     "NUM_",      "HAS_",      "RESET_",  "FORGOT", "EXPIRE",
    "_TTL",   "EXISTING", "AUTOMOUNT", "TOKENIZER", "PAD_",    "EOS_",   "BOS_",
};

/// Beginnings of what people write until somebody fills it in.
constexpr std::string_view placeholder_begins[] = {
    "changeme",    "change-me", "change_me", "change this", "change-this", "replace",
    "your",        "example",   "xxx",       "***",         "todo",        "fixme",
    "placeholder", "insert",    "redacted",  "dummy",       "<",           "...",
    "set-me",      "set_me",    "setme",     "fill",        "enter",       "must-be",
    "put-",        "tbd",       "not-set",   "notset",      "fake",
};
/// References to where the credential is.
constexpr std::string_view reference_begins[] = {
    "/",         "./",
    "vault:",    "ref+",
    "secret:",   "secret/",
    "secretref", "op://",
    "arn:",      "ssm:",
    "gcp:",      "sm://",
    "enc[",      "awssm",
    "azkv",      "file:",
    "env:",      "akv:",
    "path:",     "projects/",
    "keyvault",  "@microsoft.keyvault",
    "akv@",      "azure:keyvault:",
    "bao:",      "secretsmanager:",
    "sops:",     "secretmanager:",
    ">>vault:",  "secrethub://",
    "berglas:",  "doppler://",
    "{cipher}",  "enc(",
    "#{",        "((",
};
constexpr std::string_view switches[] = {"yes", "no", "true", "false", "on",  "off",
                                         "0",   "1",  "none", "null",  "nil", "n/a"};
constexpr std::string_view known_defaults[] = {
    "postgres", "password", "guest", "root",     "redis", "admin", "test",    "dev",
    "mysql",    "secret",   "user",  "rabbitmq", "mongo", "pass",  "example", "local",
};

template <typename Test>
bool any(Words words, Test test) {
  return std::any_of(words.begin(), words.end(), test);
}

/// One character again and again is no password: `xxxx`, `........`.
bool is_uniform(std::string_view value) {
  return value.find_first_not_of(value.front()) == std::string_view::npos;
}

}  // namespace

bool is_credential_name(std::string_view variable) {
  const std::string name = upper(variable);
  if (any(not_credentials, [&](std::string_view part) { return contains(name, part); }))
    return false;
  return any(credential_ends, [&](std::string_view end) { return name.ends_with(end); });
}

bool is_placeholder(std::string_view value, std::string_view variable) {
  const std::string text = lower(trimmed(value));
  if (text.empty() || is_uniform(text)) return true;
  if (text == "token") return true;  // of X_SECRET_KEY: the key's name in a Secret
  if (is_filled_in(text)) return true;
  // `$VAR` alone is a shell's reference; a dollar sign within is part of the password.
  if (text[0] == '$' || text == lower(variable)) return true;
  if (contains("%@", text.substr(0, 1)) && text.front() == text.back()) return true;
  if (contains(text, "@azurekeyvault")) return true;  // behind the name
  const auto begins = [&](std::string_view word) { return text.starts_with(word); };
  if (any(placeholder_begins, begins) || any(reference_begins, begins)) return true;
  if (contains(text, "changeme") || contains(text, "change-me") || contains(text, "placeholder")) {
    return true;
  }
  return any(switches, [&](std::string_view word) { return text == word; });
}

bool is_known_default(std::string_view password) {
  const std::string text = lower(password);
  return text.starts_with("dev") ||
         any(known_defaults, [&](std::string_view word) { return text == word; });
}

}  // namespace fairlead
